import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedBlock, publishedHead } from '../../electron/shared/architecture.ts'
import { addBeats, addStudy, sharedEngine, smallVariant } from '../support/testEngine.ts'

const { engine, store, close } = sharedEngine()
beforeAll(async () => {
  await engine.invoke('queue.pause', {})
  await addBeats(engine)
})
afterAll(close)

async function newStudy(variants = [smallVariant('A'), smallVariant('B')], seeds = [1, 2]) {
  const study = await addStudy(engine, variants, seeds)
  return { id: study.id, variants: await engine.invoke('variant.list', { studyId: study.id }) }
}

describe('inputs', () => {
  it.each([
    ['study.create', { name: 'X', dataSetId: 1, split: 'published', seeds: [], variants: [] }, /seeds/],
    ['study.create', { name: ' ', dataSetId: 1, split: 'published', seeds: [1], variants: [] }, /name/],
    ['study.create', { name: 'X', dataSetId: 1, split: 'published', seeds: [4, 4], variants: [] }, /Seed 4/],
    ['run.get', { id: 'one' }, /id/],
    ['settings.update', { workers: 0 }, /workers/],
    ['explain.map', { runId: 1, part: 'test', row: -1 }, /row/],
  ])('of %s are refused naming the field', async (command, input, field) => {
    await expect(engine.invokeUnchecked(command, input)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(field) as string,
    })
  })

  it('that name what is not there are refused', async () => {
    const study = { name: 'X', seeds: [1], variants: [smallVariant()] }
    for (const wrong of [
      { ...study, dataSetId: 99, split: 'published' as const },
      { ...study, dataSetId: 1, split: 'sample' as const },
    ])
      await expect(engine.invoke('study.create', wrong)).rejects.toMatchObject({ code: 'not-found' })
    await expect(engine.invoke('variant.list', { studyId: 99 })).rejects.toMatchObject({ code: 'not-found' })
    expect(await engine.invoke('study.list', {})).toEqual([])
  })

  it('for a command that is not there are refused', async () => {
    await expect(engine.invokeUnchecked('__proto__', {})).rejects.toMatchObject({ code: 'not-found' })
    await expect(engine.invokeUnchecked('toString', {})).rejects.toMatchObject({ code: 'not-found' })
  })
})

describe('a design that cannot be built', () => {
  const impossible = {
    ...smallVariant('Deep'),
    architecture: {
      blocks: Array.from({ length: 9 }, () => publishedBlock(4, 1)),
      recurrent: [],
      head: publishedHead(),
    },
  }

  it('is refused with variant, block and reason wherever it comes in', async () => {
    const { id, variants } = await newStudy()
    const refusal = { code: 'bad-input', message: expect.stringMatching(/Deep: Block 8: pooling by 2/) as string }
    await expect(engine.invoke('variant.add', { studyId: id, variant: impossible })).rejects.toMatchObject(refusal)
    await expect(addStudy(engine, [impossible])).rejects.toMatchObject(refusal)
    await expect(
      engine.invoke('variant.update', { id: variants[0]?.id ?? 0, architecture: impossible.architecture }),
    ).rejects.toMatchObject({ code: 'bad-input' })
    expect(await engine.invoke('variant.list', { studyId: id })).toEqual(variants)
  })
})

describe('variants', () => {
  it('are added, renamed, reordered and deleted', async () => {
    const { id, variants } = await newStudy()
    const added = await engine.invoke('variant.add', { studyId: id, variant: smallVariant('C', {}, 8) })
    await engine.invoke('variant.update', { id: added.id, name: 'Wide' })
    const ids = [added.id, ...variants.map((variant) => variant.id)]
    await engine.invoke('variant.reorder', { studyId: id, variantIds: ids })
    const [first = 0] = variants.map((variant) => variant.id)
    expect(await engine.invoke('variant.planDelete', { id: first })).toMatchObject({ runs: 0 })
    await engine.invoke('variant.delete', { id: first })
    const left = await engine.invoke('variant.list', { studyId: id })
    expect(left.map(({ name }) => name)).toEqual(['Wide', 'B'])
  })

  it('of equal design have equal hashes', async () => {
    const { variants } = await newStudy([smallVariant('A'), smallVariant('B'), smallVariant('C', {}, 8)])
    expect(variants[0]?.architectureHash).toBe(variants[1]?.architectureHash)
    expect(variants[0]?.architectureHash).not.toBe(variants[2]?.architectureHash)
  })

  it('with runs keep their design and recipe, but may be renamed', async () => {
    const { id, variants } = await newStudy()
    await engine.invoke('study.launch', { id })
    const [variant] = variants
    const refused = engine.invoke('variant.update', {
      id: variant?.id ?? 0,
      recipe: { ...smallVariant().recipe, batchSize: 32 },
    })
    await expect(refused).rejects.toMatchObject({ code: 'conflict', hint: expect.stringMatching(/./) as string })
    const renamed = await engine.invoke('variant.update', { id: variant?.id ?? 0, name: 'Renamed' })
    expect(renamed.name).toBe('Renamed')
    await engine.invoke('study.delete', { id })
  })
})

describe('launching', () => {
  it('queues chosen variants and seeds, variant by variant, and not archived ones', async () => {
    const { id, variants } = await newStudy()
    const [a = 0, b = 0] = variants.map((variant) => variant.id)
    await engine.invoke('variant.update', { id: b, archived: true })
    const launched = await engine.invoke('study.launch', { id })
    expect(launched).toMatchObject({ alreadyThere: 0 })
    const runs = await engine.invoke('run.list', { studyId: id })
    expect(runs.map(({ variantId, seed }) => [variantId, seed])).toEqual([
      [a, 1],
      [a, 2],
    ])
    const named = await engine.invoke('study.launch', { id, variantIds: [a, b], seeds: [2] })
    expect(named).toMatchObject({ alreadyThere: 1 })
    expect(named.queued).toHaveLength(1)
    await engine.invoke('study.delete', { id })
    expect(await engine.invoke('run.list', {})).toEqual([])
  })

  it('queues a cancelled run again, under the same number', async () => {
    const { id } = await newStudy([smallVariant()], [1])
    const [run = 0] = (await engine.invoke('study.launch', { id })).queued
    await engine.invoke('run.cancel', { id: run })
    expect((await engine.invoke('run.get', { id: run })).state).toBe('cancelled')
    await expect(engine.invoke('run.cancel', { id: run })).rejects.toMatchObject({ code: 'conflict' })
    expect((await engine.invoke('study.launch', { id })).queued).toEqual([run])
    await engine.invoke('study.delete', { id })
  })

  it('refuses variants and seeds of others', async () => {
    const { id } = await newStudy()
    const other = await newStudy()
    const foreign = other.variants.map((variant) => variant.id)
    await expect(engine.invoke('study.launch', { id, variantIds: foreign })).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(engine.invoke('study.launch', { id, seeds: [99] })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await engine.invoke('run.list', {})).toEqual([])
  })
})

describe('names, archives and deletions', () => {
  it('reach lists and tell clients', async () => {
    const { id } = await newStudy()
    const told: string[] = []
    const stop = engine.events.subscribe((name, data) => {
      if (name === 'list.change') told.push((data as { noun: string }).noun)
    })
    await engine.invoke('study.rename', { id, name: 'New name' })
    await engine.invoke('study.archive', { id, archived: true })
    await engine.invoke('dataset.rename', { id: 1, name: 'Beats' })
    stop()
    expect(told).toEqual(['study', 'study', 'dataset'])
    const study = (await engine.invoke('study.list', {})).find((candidate) => candidate.id === id)
    expect(study).toMatchObject({ name: 'New name', archived: true, dataSetName: 'Beats' })
    await expect(engine.invoke('dataset.delete', { id: 1 })).rejects.toMatchObject({ code: 'conflict' })
    const plan = await engine.invoke('study.planDelete', { id })
    expect(await engine.invoke('study.delete', { id })).toEqual(plan)
  })
})

describe('settings and status', () => {
  it('keep what the user chose and fill in the rest', async () => {
    expect(await engine.invoke('settings.get', {})).toMatchObject({ theme: 'system' })
    await engine.invoke('settings.update', { workers: 3, theme: 'dark' })
    expect(await engine.invoke('settings.get', {})).toEqual({ workers: 3, theme: 'dark' })
    const status = await engine.invoke('system.status', {})
    expect(status).toMatchObject({ workers: 3, databasePath: store.path, pid: process.pid })
    expect(status.diskFreeBytes).toBeGreaterThan(0)
    expect(status.cpuLoad).toBeGreaterThanOrEqual(0)
    expect(status.cpuLoad).toBeLessThanOrEqual(1)
  })
})
