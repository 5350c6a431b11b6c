import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureSample } from '../../electron/engine/jobs/ensureSample.ts'
import { installedPrograms } from '../../electron/engine/programs.ts'
import type { Input } from '../../electron/shared/contract/commands.ts'
import { hasEnded, runWhen, sharedEngine, smallVariant } from '../support/testEngine.ts'

const { engine, store, close } = sharedEngine()
afterAll(close)

describe('the exported table of a trained study', () => {
  let id: number
  const exported = async (options: Partial<Input<'study.export'>>) =>
    JSON.parse((await engine.invoke('study.export', { id, format: 'json', ...options })).text) as Record<
      string,
      unknown
    >

  beforeAll(async () => {
    await ensureSample(store, installedPrograms().importer)
    const [set] = await engine.invoke('dataset.list', {})
    const study = await engine.invoke('study.create', {
      name: 'Two widths',
      dataSetId: set!.id,
      split: 'sample',
      seeds: [1, 2],
      variants: [smallVariant('A', { epochs: 1 }), smallVariant('B', { epochs: 1 }, 8)],
    })
    id = study.id
    const { queued } = await engine.invoke('study.launch', { id })
    for (const run of queued) expect((await runWhen(engine, run, hasEnded)).state).toBe('finished')
  })

  it.each(['test', 'validation'] as const)('has the statistics of the %s part', async (part) => {
    const read = await exported({ part, interval: 'both', test: 'mcnemar' })
    expect(read).toMatchObject({ part, interval: 'both', test: 'mcnemar' })
    expect(read['statistics']).toEqual(await engine.invoke('study.statistics', { id, part }))
  })

  it('has none of the training part, and seeds by Student and permutation unless told', async () => {
    expect(await exported({ part: 'train' })).toMatchObject({
      statistics: null,
      interval: 'seeds-t',
      test: 'permutation',
    })
  })

  it('prints the intervals of the method chosen, of the variants chosen', async () => {
    const statistics = await engine.invoke('study.statistics', { id, part: 'test' })
    const [, second] = statistics.variants
    const ends = second!.intervals.patients!.map((end) => end.toFixed(3)).join(', ')
    const { text, fileName } = await engine.invoke('study.export', {
      id,
      format: 'html',
      interval: 'patients',
      variantIds: [second!.variantId],
    })
    expect(fileName).toBe('two-widths-test.html')
    expect(text).toContain(`[${ends}]`)
    expect(text).toContain(`10,000 resamples of ${statistics.persons} persons`)
    expect(text).not.toContain('<th scope="row">A')
  })
})
