import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { ensureSample } from '../../../electron/engine/jobs/ensureSample.ts'
import { installedPrograms } from '../../../electron/engine/programs.ts'
import { patientStudies } from '../../../scripts/patients/plan.ts'
import { writePage } from '../../../scripts/patients/writePage.ts'
import { hasEnded, runWhen, smallVariant, testEngine, testFolder } from '../../support/testEngine.ts'

it('tells how far scores fall, from the two studies as they are stored', async () => {
  const { engine, store } = testEngine()
  await ensureSample(store, installedPrograms().importer)
  const [set] = await engine.invoke('dataset.list', {})
  const custom = {
    kind: 'custom',
    name: 'Few',
    records: { '100': 'train', '208': 'train', '101': 'validation' },
  } as const
  const split = await engine.invoke('split.create', {
    dataSetId: set!.id,
    definition: { ...custom, records: { ...custom.records, '213': 'test', '233': 'test' } },
  })
  for (const [name, key] of [
    [patientStudies.published.name, 'sample'],
    [patientStudies.separate.name, split.key],
  ] as const) {
    const study = await engine.invoke('study.create', {
      name,
      dataSetId: set!.id,
      split: key,
      seeds: [1],
      variants: [smallVariant('Model 1', { epochs: 1 }), smallVariant('Model 6', { epochs: 1 }, 8)],
    })
    const { queued } = await engine.invoke('study.launch', { id: study.id })
    for (const id of queued) await runWhen(engine, id, hasEnded)
  }
  const page = path.join(testFolder(), 'page.md')
  await writePage(engine, page)
  const text = readFileSync(page, 'utf8')
  const [first, second] = await engine.invoke('study.list', {})
  for (const study of [first!, second!]) {
    const { rows } = await engine.invoke('study.table', { id: study.id })
    for (const { headline } of rows) expect(text).toContain(headline!.mean.toFixed(3))
  }
  expect(text).toMatch(/Model 1 from 0\.\d{3} to 0\.\d{3} \([+−]?0\.\d{3}\); Model 6 from/)
  expect(text).toContain('patients separate')
})
