import { copyFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decodeModelProto } from '../../electron/modelExport/onnx/onnxMessages.ts'
import { decodeSafetensors } from '../../electron/shared/safetensors.ts'
import { addStudy, endless, hasEnded, runWhen, sharedEngine, smallVariant, testFolder } from '../support/testEngine.ts'

const { engine, store, close } = sharedEngine()
afterAll(close)

let id = 0
beforeAll(async () => {
  const study = await addStudy(engine, [smallVariant('Small one')], [5])
  id = (await engine.invoke('study.launch', { id: study.id })).queued[0] ?? 0
  await runWhen(engine, id, hasEnded)
})

const bytesOf = ({ base64 }: { base64: string }) => new Uint8Array(Buffer.from(base64, 'base64'))

describe('the network of a finished run', () => {
  it('goes out in each format, journaled, the same bytes each time', async () => {
    const onnx = await engine.invoke('run.export', { id, format: 'onnx' })
    expect(onnx).toMatchObject({ fileName: 'small-one-seed-5.onnx', mediaType: 'application/octet-stream' })
    expect(decodeModelProto(bytesOf(onnx)).graph.output[0]?.name).toBe('logits')
    expect(await engine.invoke('run.export', { id, format: 'onnx' })).toEqual(onnx)
    const [sha256] = [store.runs.weights(id)?.sha256]
    expect(store.journal.list(1)).toMatchObject([
      { what: 'exported weights', noun: 'run', id, details: { sha256, format: 'onnx' } },
    ])

    const keras = unzipSync(bytesOf(await engine.invoke('run.export', { id, format: 'keras' })))
    expect(Object.keys(keras)).toContain('model.weights.h5')
    const tfjs = unzipSync(bytesOf(await engine.invoke('run.export', { id, format: 'tfjs' })))
    expect(Object.keys(tfjs)).toEqual(['model.json', 'weights.bin'])
  })

  it('has the stored weights, with what the run is', async () => {
    const { tensors, metadata } = decodeSafetensors(
      bytesOf(await engine.invoke('run.export', { id, format: 'safetensors' })),
    )
    const stored = decodeSafetensors(store.files.readArtifact(store.runs.weights(id)?.sha256 ?? ''))
    expect(Object.fromEntries(tensors)).toEqual(Object.fromEntries(stored.tensors))
    const detail = await engine.invoke('run.get', { id })
    const sampleRateHz = (await engine.invoke('dataset.list', {}))[0]?.sampleRateHz
    expect(metadata).toMatchObject({
      seed: '5',
      variant: 'Small one',
      study: detail.studyName,
      data_set_sha256: detail.dataSetSha256,
      split: detail.split,
      sample_rate_hz: String(sampleRateHz),
      trained_at: detail.endedAt,
    })
  })

  it('is the same file while the run is trained on, since its weights are', async () => {
    const format = 'safetensors' as const
    const before = await engine.invoke('run.export', { id, format })
    await engine.invoke('queue.pause', {})
    await engine.invoke('run.extend', { id, epochs: 9 })
    expect((await engine.invoke('run.get', { id })).endedAt).toBeNull()
    expect(await engine.invoke('run.export', { id, format })).toEqual(before)
    await engine.invoke('run.cancel', { id })
    await engine.invoke('queue.resume', {})
  })

  it('claims no training here where the weights were imported', async () => {
    const file = { path: path.join(testFolder(), 'mine.safetensors') }
    copyFileSync(store.files.pathOf(store.runs.weights(id)?.sha256 ?? ''), file.path)
    const { variantId } = await engine.invoke('run.get', { id })
    const imported = (await engine.invoke('run.importWeights', { variantId, seed: 8, file })).id
    const { endedAt, dataSetName } = await runWhen(engine, imported, hasEnded).then(({ id: run }) =>
      engine.invoke('run.get', { id: run }),
    )
    const { metadata } = decodeSafetensors(
      bytesOf(await engine.invoke('run.export', { id: imported, format: 'safetensors' })),
    )
    expect(metadata).toMatchObject({ imported_from: 'mine.safetensors', scored_at: endedAt, scored_on: dataSetName })
    expect(Object.keys(metadata).filter((key) => /^(trained_at|seed|data_set|split)/.test(key))).toEqual([])
    const onnx = decodeModelProto(bytesOf(await engine.invoke('run.export', { id: imported, format: 'onnx' })))
    expect(onnx.docString).toContain('Small one, with imported weights (mine.safetensors), of the study')
  })
})

describe('what cannot go out', () => {
  it('is a run without weights', async () => {
    const study = await addStudy(engine, [smallVariant('Cancelled', endless)])
    const [running = 0] = (await engine.invoke('study.launch', { id: study.id })).queued
    await engine.invoke('run.cancel', { id: running })
    await runWhen(engine, running, hasEnded)
    for (const runId of [running, 999])
      await expect(engine.invoke('run.export', { id: runId, format: 'keras' })).rejects.toMatchObject({
        code: 'not-found',
      })
  })

  it('is a file that was changed on the disk', async () => {
    writeFileSync(store.files.pathOf(store.runs.weights(id)?.sha256 ?? ''), 'something else')
    await expect(engine.invoke('run.export', { id, format: 'onnx' })).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/damaged/) as string,
    })
  })
})
