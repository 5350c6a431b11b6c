import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeSafetensors, encodeSafetensors, type Tensor } from '../../electron/shared/safetensors.ts'
import { openStore } from '../../electron/store/openStore.ts'
import { restlessVariant, resultOf } from '../support/restlessRun.ts'
import {
  addStudy,
  hasEnded,
  runWhen,
  sharedEngine,
  smallVariant,
  testEngine,
  testFolder,
  until,
} from '../support/testEngine.ts'

const { engine, store, close } = sharedEngine()
afterAll(close)

let trained: number
let weights: Uint8Array
let studyId: number
let variantId: number

beforeAll(async () => {
  const study = await addStudy(engine, [restlessVariant('Mine', { epochs: 2 }), smallVariant('Other')], [1])
  studyId = study.id
  variantId = study.baselineVariantId ?? 0
  trained = (await engine.invoke('study.launch', { id: study.id, variantIds: [variantId] })).queued[0] ?? 0
  await runWhen(engine, trained, hasEnded)
  weights = readFileSync((await engine.invoke('run.weights', { id: trained })).path)
})

/** A file of the user, under a name. */
function write(name: string, bytes: Uint8Array | string): { path: string } {
  const file = path.join(testFolder(), name)
  writeFileSync(file, bytes)
  return { path: file }
}

/** The trained weights with something changed. */
function changed(change: (tensors: Map<string, Tensor>) => void): Uint8Array {
  const { tensors } = decodeSafetensors(new Uint8Array(weights))
  change(tensors)
  return encodeSafetensors(Object.fromEntries(tensors))
}

const importAs = (seed: number, file: { path: string }, variant = variantId) =>
  engine.invoke('run.importWeights', { variantId: variant, seed, file })

describe('weights from a file', () => {
  it('are scored without training, and give the very scores of the run that they are from', async () => {
    const file = write('mine.safetensors', weights)
    const { id } = await importAs(7, file)
    const run = await runWhen(engine, id, hasEnded)
    expect(run).toMatchObject({
      state: 'finished',
      reason: 'scored with the weights of mine.safetensors',
      isImported: true,
      epoch: 0,
      epochs: 0,
      hasCheckpoint: false,
      hasWeights: true,
      bestEpoch: null,
      seed: 7,
    })
    const [original, again] = [await resultOf(engine, trained), await resultOf(engine, id)]
    expect(again.logits).toEqual(original.logits)
    expect(again.curve).toEqual([])
    expect(readFileSync(file.path).equals(Buffer.from(weights))).toBe(true)
    const { rows } = await engine.invoke('study.table', { id: studyId })
    const [row] = rows
    expect(row?.runs).toMatchObject([{ seed: 1, epochs: 2, scoredEpoch: 2, isImported: false }])
    expect(row?.imported).toMatchObject([{ seed: 7, epochs: 0, scoredEpoch: null, isImported: true }])
    expect(row?.macroF1).toMatchObject({ n: 1, sd: null, interval: null })
    expect(store.journal.list()).toContainEqual(expect.objectContaining({ what: 'imported weights', noun: 'run', id }))

    const job = await engine.invoke('run.repeat', { id })
    const ended = await until(async () =>
      (await engine.invoke('job.list', {})).find((one) => one.id === job.id && one.state !== 'running'),
    )
    expect(ended).toMatchObject({ state: 'finished', message: 'identical, bit for bit' })
    await expect(engine.invoke('run.extend', { id, epochs: 5 })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('can be explained', async () => {
    const { id } = await importAs(8, write('mine.safetensors', weights))
    await runWhen(engine, id, hasEnded)
    const { beats } = await engine.invoke('explain.beats', { runId: id, part: 'test', limit: 1 })
    const map = await engine.invoke('explain.map', { runId: id, part: 'test', row: beats[0]?.row ?? -1 })
    expect(map.map).toHaveLength(187)
  })

  it.each([
    [
      'no tensor',
      'Mine',
      (tensors: Map<string, Tensor>) => tensors.delete('head.output.bias'),
      /no tensor head.output.bias/,
    ],
    [
      'a tensor too many',
      'Mine',
      (tensors: Map<string, Tensor>) =>
        tensors.set('block3.conv.bias', { dtype: 'F32', shape: [1], data: new Float32Array(1) }),
      /the design has no block3.conv.bias/,
    ],
    [
      'a tensor of another shape',
      'Mine',
      (tensors: Map<string, Tensor>) =>
        tensors.set('head.output.bias', { dtype: 'F32', shape: [4], data: new Float32Array(4) }),
      /head.output.bias should be F32 \[5\], but is F32 \[4\]/,
    ],
    [
      'a tensor of another type',
      'Mine',
      (tensors: Map<string, Tensor>) =>
        tensors.set('head.output.bias', { dtype: 'F64', shape: [5], data: new Float64Array(5) }),
      /but is F64/,
    ],
  ])('are refused with the tensor where there is %s', async (_, name, change, message) => {
    const before = await engine.invoke('run.list', {})
    const refused = importAs(9, write('wrong.safetensors', changed(change)))
    await expect(refused).rejects.toMatchObject({ code: 'bad-file', message: expect.stringMatching(message) as string })
    await expect(refused).rejects.toThrow(`wrong.safetensors does not fit "${name}"`)
    expect(await engine.invoke('run.list', {})).toEqual(before)
  })

  it.each([
    ['head.output.bias', NaN, 'a value that is infinite or not a number'],
    ['block1.conv.weight', -Infinity, 'a value that is infinite or not a number'],
    ['block1.norm.running_var', -0.5, 'a negative variance'],
  ])('are refused with the tensor where %s has %d', async (name, value, fault) => {
    const file = write(
      'wrong.safetensors',
      changed((tensors) => tensors.get(name)?.data.fill(value as never, 1, 2)),
    )
    await expect(importAs(9, file)).rejects.toMatchObject({
      code: 'bad-file',
      message: `wrong.safetensors cannot be scored: ${name} has ${fault}.`,
    })
  })

  it('are refused where the file is none, or cannot be read, or is named by a token', async () => {
    const bad = (file: { path: string }) => expect(importAs(9, file)).rejects
    await bad(write('beats.csv', '1,2,3\n')).toMatchObject({ code: 'bad-file' })
    await bad({ path: path.join(testFolder(), 'nothing') }).toMatchObject({
      code: 'bad-file',
      message: 'nothing cannot be read (ENOENT).',
    })
    await bad({ path: testFolder() }).toMatchObject({ code: 'bad-file' })
    await bad({ path: 'relative.safetensors' }).toMatchObject({ code: 'bad-input' })
    await expect(
      engine.invoke('run.importWeights', { variantId, seed: 9, file: { token: 'x' } }),
    ).rejects.toMatchObject({ code: 'bad-input' })
  })

  it('are refused for a seed that the variant has a run of, and for a variant that is not there', async () => {
    const file = write('mine.safetensors', weights)
    await expect(importAs(1, file)).rejects.toMatchObject({
      code: 'conflict',
      message: '"Mine" has a run of seed 1 already.',
    })
    await expect(importAs(1, file, 999)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('stand under no seed that the study trains', async () => {
    const study = await addStudy(engine, [restlessVariant('Mine')], [1, 2])
    const variant = study.baselineVariantId ?? 0
    const file = write('mine.safetensors', weights)
    await expect(importAs(2, file, variant)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Seed 2 is one that') as string,
      hint: expect.stringContaining('such as 3') as string,
    })
    await engine.invoke('queue.pause', {})
    const { id } = await importAs(3, file, variant)
    await expect(engine.invoke('study.setSeeds', { id: study.id, seeds: [1, 2, 3] })).rejects.toMatchObject({
      code: 'conflict',
      message: `Seed 3 of "Mine" holds imported weights: run ${id}.`,
    })
    await engine.invoke('study.setSeeds', { id: study.id, seeds: [1, 2, 4] })
    await engine.invoke('study.delete', { id: study.id })
    await engine.invoke('queue.resume', {})
  })

  it('are missed in a copy without them: nothing is scored with other weights', async () => {
    const { id } = await importAs(10, write('mine.safetensors', weights))
    await runWhen(engine, id, hasEnded)
    const file = path.join(testFolder(), 'copy.db')
    const includes = ({ kind }: { kind: string }) => kind === 'beats' || kind === 'split'
    store.exportSelfContained(file, { includes, isReference: false })
    const copy = testEngine({ store: openStore(file) })
    await expect(copy.engine.invoke('run.repeat', { id })).rejects.toMatchObject({
      code: 'not-found',
      message: `The weights of mine.safetensors, with which run ${id} is scored, are not in this database.`,
    })
  })

  it('leave nothing behind when the run is deleted', async () => {
    const runs = await engine.invoke('run.list', {})
    const before = store.artifacts.list().length
    const other = changed((tensors) =>
      tensors.set('head.output.bias', { dtype: 'F32', shape: [5], data: Float32Array.of(1, 2, 3, 4, 5) }),
    )
    const { id } = await importAs(12, write('other.safetensors', other))
    await runWhen(engine, id, hasEnded)
    expect(store.artifacts.list().length).toBeGreaterThan(before)
    await engine.invoke('run.delete', { id })
    expect(store.artifacts.list()).toHaveLength(before)
    expect(await engine.invoke('run.list', {})).toEqual(runs)
  })
})
