import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { decodeSafetensors, encodeSafetensors } from '../../electron/shared/safetensors.ts'
import { openStore } from '../../electron/store/openStore.ts'
import { copyReference } from '../../electron/store/referenceCopy.ts'
import { addFinishedRun, addRun, addStudy, finishedRun, predicted, trainTo } from './samples.ts'
import { temporaryFolder, temporaryStore, thrownBy } from './temporaryStore.ts'

/** A self-contained file with two runs, of which only the first keeps its weights and neither its logits. */
function referenceStudy(): { path: string; folder: string; weights: Uint8Array; weightsSha256: string } {
  const store = temporaryStore()
  const study = addStudy(store, 'reference')
  const first = addFinishedRun(store, study, 1)
  addFinishedRun(store, study, 2)
  store.settings.update({ workers: 7 })
  store.journal.appendLook(first.id, 'test', 'map')
  const weightsSha256 = store.runs.weights(first.id)?.sha256 ?? ''
  const folder = temporaryFolder()
  const path = join(folder, 'reference.db')
  store.exportSelfContained(path, {
    includes: ({ kind, sha256 }) => kind === 'split' || sha256 === weightsSha256,
    isReference: true,
  })
  return { path, folder, weights: store.files.readArtifact(weightsSha256), weightsSha256 }
}

describe('a self-contained database', () => {
  it('is one file in journal mode DELETE with the chosen artifacts inside', () => {
    const { path, folder, weightsSha256 } = referenceStudy()
    expect(readdirSync(folder)).toEqual(['reference.db'])
    const db = new Database(path, { readonly: true })
    expect(db.pragma('journal_mode', { simple: true })).toBe('delete')
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    expect(db.prepare('SELECT count(*) AS n FROM settings').get()).toEqual({ n: 0 })
    expect(db.prepare('SELECT kind, sha256, length(content) AS n FROM artifacts ORDER BY kind').all()).toEqual([
      { kind: 'beats', sha256: expect.any(String), n: null },
      { kind: 'split', sha256: expect.any(String), n: 100 },
      { kind: 'weights', sha256: weightsSha256, n: 500 },
    ])
    db.close()
  })

  it('is as if no checkpoint had ever been kept, whatever was chosen', () => {
    const store = temporaryStore()
    const { id } = addRun(store, addStudy(store))
    trainTo(store, id, 3, 1)
    store.runs.finish(id, finishedRun(store, 'a'))
    const path = join(temporaryFolder(), 'copy.db')
    store.exportSelfContained(path, { includes: () => true, isReference: false })
    const copy = openStore(path)
    expect(copy.artifacts.list().map(({ kind }) => kind)).not.toContain('checkpoint')
    expect(copy.runs.get(id)).toMatchObject({ state: 'finished', epoch: 3, hasCheckpoint: false, hasWeights: true })
    expect(copy.warnings()).toEqual([])
    copy.close()
    expect(store.runs.get(id).hasCheckpoint).toBe(true)
  })

  it('leaves the weights of an imported run out where they are not chosen, but says that it was imported', () => {
    const store = temporaryStore()
    const weights = store.files.putBytes(new Uint8Array(9), 'weights')
    const { id } = store.runs.insertImported(addStudy(store).baselineVariantId ?? 0, 1, { weights, fileName: 'a' })
    const path = join(temporaryFolder(), 'copy.db')
    store.exportSelfContained(path, { includes: ({ kind }) => kind !== 'weights', isReference: false })
    const copy = openStore(path)
    expect(copy.runs.get(id)).toMatchObject({
      isImported: true,
      state: 'failed',
      reason: 'The weights of a are not in this copy. Delete the run and import them again.',
    })
    expect(copy.runs.get(id).endedAt).not.toBeNull()
    expect(copy.runs.plan(id)).toMatchObject({ initialWeightsSha256: null, importedFrom: 'a' })
    copy.runs.delete(id)
    copy.close()
    expect(store.runs.get(id).state).toBe('queued')
  })

  it('has of a run that is trained on the result from before, since it could not go on', () => {
    const store = temporaryStore()
    const { id } = addRun(store, addStudy(store))
    const environment = { beatbench: '1', node: '24', tensorflow: '2', cpu: 'a', threads: 1, oneDnn: false }
    trainTo(store, id, 2, 1)
    store.runs.setEnvironment(id, environment)
    store.runs.finish(id, finishedRun(store, 'a'))
    const before = store.runs.detail(id)
    store.runs.extend(id, 9)
    trainTo(store, id, 4)
    store.runs.setEnvironment(id, { ...environment, tensorflow: '3' })
    store.runs.end(id, { state: 'paused', reason: 'Paused after epoch 4.' })
    const path = join(temporaryFolder(), 'copy.db')
    store.exportSelfContained(path, { includes: () => true, isReference: false })
    const copy = openStore(path)
    const { log, ...after } = copy.runs.detail(id)
    expect(after).toEqual({ ...before, hasCheckpoint: false, position: after.position, log: undefined })
    expect(log.at(-1)?.text).toBe('Not trained on in this copy: the result of epoch 2 stands.')
    copy.close()
    expect(store.runs.get(id)).toMatchObject({ state: 'paused', epoch: 4 })
  })

  it('carries logits in half the size, with the values that float16 has', () => {
    const store = temporaryStore()
    const { id } = addRun(store, addStudy(store))
    trainTo(store, id, 1, 1)
    const values = Float32Array.of(0.1, -2.5, 7, 1e-9, 30000.7)
    const file = encodeSafetensors({ logits: { dtype: 'F32', shape: [1, 5], data: values } })
    const result = finishedRun(store, 'a')
    const [first, ...others] = result.evaluations
    if (!first) throw new Error('A finished run is scored.')
    const logits = store.files.putBytes(file, 'logits')
    store.runs.finish(id, { ...result, evaluations: [{ ...first, logits }, ...others] })
    const path = join(temporaryFolder(), 'copy.db')
    const includes = ({ sha256 }: { sha256: string }) => sha256 === logits.sha256
    store.exportSelfContained(path, { includes, isReference: true, halvesLogits: true })
    const copy = openStore(path)
    const sha256 = copy.evaluations.get(id, first.part)?.logitsSha256 ?? ''
    expect(sha256).not.toBe(logits.sha256)
    const tensor = decodeSafetensors(copy.files.readArtifact(sha256)).tensors.get('logits')
    expect(tensor).toMatchObject({ dtype: 'F16', shape: [1, 5] })
    expect([...(tensor?.data ?? [])]).toEqual([...Float16Array.from(values)])
    expect(copy.artifacts.list().filter(({ kind }) => kind === 'logits')).toHaveLength(1)
    copy.close()
    expect(store.evaluations.get(id, first.part)?.logitsSha256).toBe(logits.sha256)
  })

  it('has an excerpt in place of beats that are left out, misses nothing, and passes it on', () => {
    const store = temporaryStore()
    addFinishedRun(store, addStudy(store))
    const [dataSet] = store.dataSets.list()
    const content = new Uint8Array(64).fill(7)
    const path = join(temporaryFolder(), 'copy.db')
    store.exportSelfContained(path, {
      includes: ({ kind }) => kind !== 'beats',
      isReference: true,
      excerpts: [{ dataSetId: dataSet?.id ?? 0, beats: 3, content }],
    })
    const copy = openStore(path)
    const [known] = copy.dataSets.list()
    expect(known).toMatchObject({ beats: 14, beatsHere: 3, sha256: dataSet?.sha256 })
    expect([...copy.files.readArtifact(copy.dataSets.excerpt(known?.id ?? 0) ?? '')]).toEqual([...content])
    expect(copy.warnings()).toEqual([])

    const second = join(temporaryFolder(), 'second.db')
    copy.exportSelfContained(second, { includes: () => false, isReference: true })
    const passedOn = openStore(second)
    expect(passedOn.dataSets.list()[0]?.beatsHere).toBe(3)
    passedOn.close()

    copy.studies.delete(1)
    copy.dataSets.delete(known?.id ?? 0)
    expect(copy.artifacts.list()).toEqual([])
    copy.close()
    expect(store.dataSets.list()[0]?.beatsHere).toBe(14)
  })

  it('is refused when a chosen artifact has no bytes, and leaves no file', () => {
    const store = temporaryStore()
    const run = addFinishedRun(store, addStudy(store))
    rmSync(store.files.pathOf(store.runs.weights(run.id)?.sha256 ?? ''))
    const folder = temporaryFolder()
    const target = join(folder, 'reference.db')
    const write = () => store.exportSelfContained(target, { includes: () => true, isReference: false })
    expect(thrownBy(write)).toMatchObject({ code: 'not-found' })
    expect(readdirSync(folder)).toEqual([])
  })

  it('comes back whole as a database of the user, without a file beside it', () => {
    const { path, weights, weightsSha256 } = referenceStudy()
    const folder = temporaryFolder()
    const target = join(folder, 'new', 'experiments.db')
    copyReference(path, target)
    expect(readdirSync(join(folder, 'new'))).toEqual(['experiments.db'])

    const store = openStore(target)
    expect(store.studies.list()).toMatchObject([{ name: 'reference', isReference: true, runs: { finished: 2 } }])
    expect(store.runs.list().map(({ hasWeights, testMacroF1 }) => [hasWeights, testMacroF1 !== null])).toEqual([
      [true, true],
      [false, true],
    ])
    expect([...(store.evaluations.get(1, 'test')?.predicted ?? [])]).toEqual(predicted)
    expect(store.journal.countLooks(1, 'test')).toBe(1)
    expect(store.settings.get()).toEqual({})

    expect(store.artifacts.find(weightsSha256)?.isInDatabase).toBe(true)
    expect(Buffer.from(store.files.readArtifact(weightsSha256)).equals(weights)).toBe(true)
    expect(readFileSync(store.files.materialise(weightsSha256)).equals(weights)).toBe(true)
    expect(store.files.listMissingFiles().map(({ kind }) => kind)).toEqual(['beats'])
    expect(store.studies.planDelete(1)).toEqual({ freedBytes: 500, runs: 2 })
    store.close()
  })
})

describe('copying the reference study', () => {
  it('works from a read-only file in a read-only folder and leaves it untouched', () => {
    const { path, folder } = referenceStudy()
    const before = readFileSync(path)
    chmodSync(path, 0o444)
    chmodSync(folder, 0o555)
    const target = join(temporaryFolder(), 'experiments.db')
    copyReference(path, target)
    const store = openStore(target)
    store.studies.rename(1, 'mine now')
    store.close()
    expect(readdirSync(folder)).toEqual(['reference.db'])
    expect(readFileSync(path).equals(before)).toBe(true)
    chmodSync(folder, 0o755)
  })

  it('never replaces a database', () => {
    const { path, folder } = referenceStudy()
    const target = join(folder, 'mine.db')
    writeFileSync(target, 'mine')
    expect(thrownBy(() => copyReference(path, target))).toMatchObject({ code: 'conflict' })
    expect(readFileSync(target, 'utf8')).toBe('mine')
  })

  it('refuses a damaged source and leaves nothing behind', () => {
    const { path, folder } = referenceStudy()
    const damaged = join(folder, 'damaged.db')
    copyFileSync(path, damaged)
    const bytes = readFileSync(damaged)
    bytes.fill(0xff, 4096 * 3, 4096 * 6)
    writeFileSync(damaged, bytes)
    const home = join(temporaryFolder(), 'home')
    mkdirSync(home)
    expect(thrownBy(() => copyReference(damaged, join(home, 'experiments.db')))).toMatchObject({ code: 'bad-file' })
    expect(thrownBy(() => copyReference(join(folder, 'none.db'), join(home, 'experiments.db')))).toMatchObject({
      code: 'not-found',
    })
    expect(readdirSync(home)).toEqual([])
  })
})
