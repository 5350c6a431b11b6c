import { existsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { defaultDatabase } from '../../electron/client/defaultDatabase.ts'
import { copyReferenceAtFirstStart } from '../../electron/engine/firstStart.ts'
import { openStore } from '../../electron/store/openStore.ts'
import { hasEnded, runWhen, smallVariant, testEngine, testFolder } from '../support/testEngine.ts'

afterEach(() => void vi.unstubAllEnvs())

/** A reference study of one run, and a data folder of a user who has never started the program. */
async function prepare() {
  const { engine, store } = testEngine({ withSample: true })
  const [sample] = await engine.invoke('dataset.list', {})
  const { id } = await engine.invoke('study.create', {
    name: 'Reference',
    dataSetId: sample?.id ?? 0,
    split: 'sample',
    seeds: [1],
    variants: [smallVariant('A', { epochs: 1 })],
  })
  const [run = 0] = (await engine.invoke('study.launch', { id })).queued
  expect((await runWhen(engine, run, hasEnded)).state).toBe('finished')
  const reference = path.join(testFolder(), 'reference.db')
  store.exportSelfContained(reference, { includes: () => false, isReference: true })
  const data = path.join(testFolder(), 'data')
  vi.stubEnv('BEATBENCH_DATA', data)
  return { reference, own: path.join(data, 'experiments.db'), run }
}

it("fills the user's own database with the reference study, which is not written to", async () => {
  const { reference, own, run } = await prepare()
  const before = statSync(reference)
  copyReferenceAtFirstStart(own, reference)
  const { engine } = testEngine({ withSample: true, store: openStore(own) })
  const [study] = await engine.invoke('study.list', {})
  expect(study).toMatchObject({ name: 'Reference', isReference: true })
  expect((await engine.invoke('study.table', { id: study?.id ?? 0 })).rows[0]?.macroF1?.n).toBe(1)
  const after = statSync(reference)
  expect([after.size, after.mtimeMs]).toEqual([before.size, before.mtimeMs])

  // Only predicted classes came with it; the beats are the program's own, so both can be shown.
  expect(await engine.invoke('dataset.list', {})).toHaveLength(1)
  const { beats, total } = await engine.invoke('explain.beats', { runId: run, part: 'test', limit: 1 })
  expect(total).toBe(2000)
  expect(beats[0]).toMatchObject({ probability: null })
  await expect(
    engine.invoke('explain.map', { runId: run, part: 'test', row: beats[0]?.row ?? -1 }),
  ).rejects.toMatchObject({ code: 'not-found' })
})

it('leaves other databases, and one that is there, alone', () => {
  const reference = path.join(testFolder(), 'reference.db')
  openStore(reference).close()
  vi.stubEnv('BEATBENCH_DATA', testFolder())
  const own = defaultDatabase()
  const other = path.join(testFolder(), 'other.db')
  copyReferenceAtFirstStart(other, reference)
  expect(existsSync(other)).toBe(false)
  copyReferenceAtFirstStart(own, path.join(testFolder(), 'no-reference.db'))
  expect(existsSync(own)).toBe(false)
  copyReferenceAtFirstStart(own, reference)
  writeFileSync(own, 'mine')
  copyReferenceAtFirstStart(own, reference)
  expect(statSync(own).size).toBe(4)
})
