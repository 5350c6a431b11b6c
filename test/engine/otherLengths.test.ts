import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeModelProto } from '../../electron/modelExport/onnx/onnxMessages.ts'
import { publishedBlock } from '../../electron/shared/architecture.ts'
import { summarise } from '../../electron/shared/networkSummary.ts'
import type { ModelFormat } from '../../electron/shared/run.ts'
import type { NewVariant } from '../../electron/shared/study.ts'
import { addBeats, hasEnded, runWhen, sharedEngine, smallVariant, testFolder } from '../support/testEngine.ts'
import { addWindows, windowBeats, windowLength, windowRateHz } from '../support/windowBeats.ts'

const { engine, store, close } = sharedEngine()
afterAll(close)

let dataSetId = 0
beforeAll(async () => {
  dataSetId = (await addWindows(store)).id
})

const small = smallVariant('Small', { epochs: 20 }, 8)
const deep: NewVariant = {
  ...small,
  name: 'Deep',
  architecture: { ...small.architecture, blocks: Array.from({ length: 7 }, () => publishedBlock(4, 1)) },
}
let studies = 0
const create = (variants: NewVariant[]) =>
  engine.invoke('study.create', { name: `Windows ${++studies}`, dataSetId, split: 'published', seeds: [1], variants })

describe('a study of beats of 64 samples in millivolts', () => {
  const impossible = {
    code: 'bad-input',
    message:
      'Deep: Block 7: pooling by 2 needs at least 2 samples, but only 1 arrive. A beat of “Windows” has 64 samples.',
    hint: 'Remove this pooling or a block before it.',
  }

  it('refuses a design that only longer beats have room for, wherever it comes in', async () => {
    await expect(create([small, deep])).rejects.toMatchObject(impossible)
    const { id, baselineVariantId } = await create([small])
    await expect(engine.invoke('variant.add', { studyId: id, variant: deep })).rejects.toMatchObject(impossible)
    const { architecture } = deep
    const update = engine.invoke('variant.update', { id: baselineVariantId ?? 0, architecture })
    await expect(update).rejects.toMatchObject({ message: expect.stringContaining('Small: Block 7') as string })
    // Another program may have written it into the database.
    store.variants.insert(id, deep)
    await expect(engine.invoke('study.launch', { id })).rejects.toMatchObject(impossible)
    expect(await engine.invoke('run.list', { studyId: id })).toEqual([])
  })

  it('refuses a time shift by more than half of a beat', async () => {
    const augmentation = { ...small.recipe.augmentation, timeShift: { samples: 40 } }
    const { id, baselineVariantId } = await create([small])
    const shifted = { ...small, name: 'Shifted', recipe: { ...small.recipe, augmentation } }
    const refusal = { code: 'bad-input', message: expect.stringContaining('at most 32, not by 40') as string }
    await expect(engine.invoke('variant.add', { studyId: id, variant: shifted })).rejects.toMatchObject(refusal)
    const update = engine.invoke('variant.update', { id: baselineVariantId ?? 0, recipe: shifted.recipe })
    await expect(update).rejects.toMatchObject(refusal)
  })
})

describe('a run on beats of 64 samples in millivolts', () => {
  let studyId = 0
  let variantId = 0
  let runId = 0
  /** By hand: 3 x 8 + 8 of the convolution, 2 x 8 of its norm, 32 samples x 8 channels to 5 classes. */
  const parameters = 32 + 16 + 256 * 5 + 5
  const macs = 64 * 3 * 8 + 256 * 5

  beforeAll(async () => {
    const study = await create([small])
    studyId = study.id
    variantId = study.baselineVariantId ?? 0
    runId = (await engine.invoke('study.launch', { id: study.id })).queued[0] ?? 0
    const run = await runWhen(engine, runId, hasEnded)
    expect([run.state, run.reason]).toEqual(['finished', 'all 20 epochs done'])
  })

  it('learns, and is counted for its beats', async () => {
    const detail = await engine.invoke('run.get', { id: runId })
    expect(detail.parameters).toBe(parameters)
    const table = await engine.invoke('study.table', { id: studyId, part: 'test' })
    expect(table.rows[0]).toMatchObject({ parameters, macs })
    expect(table.rows[0]?.macroF1?.mean).toBeGreaterThan(0.6)
    expect(summarise(small.architecture, windowLength)).toMatchObject({ parameters: { total: parameters }, macs })
  })

  it('is explained over its own samples and milliseconds, without padding', async () => {
    const { beats } = await engine.invoke('explain.beats', { runId, part: 'test', label: 0, limit: 20 })
    expect(beats.every(({ preview, previewPadding }) => preview.length === windowLength && previewPadding === 0)).toBe(
      true,
    )
    const row = beats[0]?.row ?? -1
    const map = await engine.invoke('explain.map', { runId, part: 'test', row })
    expect(map).toMatchObject({ sampleRateHz: windowRateHz, amplitude: 'millivolt', padding: 0 })
    expect(map).toMatchObject({ cellStart: 0, cellSamples: 1 })
    expect(map.map).toHaveLength(windowLength)
    expect(map.samples).toEqual([...windowBeats(400).beats.subarray(row * windowLength, (row + 1) * windowLength)])
    store.explanations.save(map)
    expect(store.explanations.list(runId, 'test')).toEqual([{ ...map, isStored: true }])
  })

  it('goes out with its length, rate and unit in every format', async () => {
    const bytesOf = async (format: ModelFormat) =>
      new Uint8Array(Buffer.from((await engine.invoke('run.export', { id: runId, format })).base64, 'base64'))
    const told = {
      beat_length: '64',
      sample_rate_hz: '360',
      amplitude: 'millivolt',
      input: 'beats of 64 samples at 360 Hz, in mV',
    }
    const json = (bytes: Uint8Array | undefined) => JSON.parse(new TextDecoder().decode(bytes)) as object
    const onnx = decodeModelProto(await bytesOf('onnx'))
    expect(onnx.graph.input[0]?.type.tensorType.shape.dim.slice(1)).toEqual([{ dimValue: 1 }, { dimValue: 64 }])
    expect(Object.fromEntries(onnx.metadataProps.map(({ key, value }) => [key, value]))).toMatchObject(told)
    const keras = unzipSync(await bytesOf('keras'))
    expect(json(keras['beatbench.json'])).toMatchObject(told)
    expect(JSON.stringify(json(keras['config.json']))).toContain('"batch_shape":[null,64,1]')
    const tfjs = json(unzipSync(await bytesOf('tfjs'))['model.json'])
    expect(tfjs).toMatchObject({ userDefinedMetadata: told })
    expect(JSON.stringify(tfjs)).toContain('"batch_input_shape":[null,64,1]')
  })

  it('takes weights of such beats, and none of others', async () => {
    const { base64 } = await engine.invoke('run.export', { id: runId, format: 'safetensors' })
    const file = { path: path.join(testFolder(), 'weights.safetensors') }
    writeFileSync(file.path, Buffer.from(base64, 'base64'))
    const { id } = await engine.invoke('run.importWeights', { variantId, seed: 2, file })
    expect(await runWhen(engine, id, hasEnded)).toMatchObject({ state: 'finished', isImported: true })
    const scoresOf = async (run: number) =>
      (await engine.invoke('run.get', { id: run })).scores.find(({ part }) => part === 'test')?.confusion
    expect(await scoresOf(id)).toEqual(await scoresOf(runId))

    const published = { dataSetId: await addBeats(engine), split: 'published', seeds: [1], variants: [small] }
    const longer = (await engine.invoke('study.create', { name: 'Published', ...published })).baselineVariantId ?? 0
    await expect(engine.invoke('run.importWeights', { variantId: longer, seed: 2, file })).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/head\.output\.weight should be F32 \[744, 5\], but is F32 \[256, 5\]/) as string,
      hint: expect.stringContaining('beats of another length') as string,
    })
  })
})
