import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { exportModel } from '../../electron/modelExport/exportModel.ts'
import { decodeModelProto } from '../../electron/modelExport/onnx/onnxMessages.ts'
import { publishedBlock } from '../../electron/shared/architecture.ts'
import { scoreConfusion } from '../../electron/shared/metrics.ts'
import { layersOf } from '../../electron/shared/network.ts'
import { decodeSafetensors, encodeSafetensors } from '../../electron/shared/safetensors.ts'
import { weightShapes } from '../../electron/shared/weightShapes.ts'
import type { Augmentation, Recipe } from '../../electron/shared/recipe.ts'
import type { RunSpec } from '../../electron/shared/trainerProtocol.ts'
import { windowBeats, windowLength } from '../support/windowBeats.ts'
import { createFolder, runToEnd, writeRun } from './trainerProcess.ts'

const folder = createFolder()
afterAll(folder.remove)

const augmentation: Augmentation = {
  timeShift: { samples: 2 },
  amplitudeScale: { range: 0.1 },
  gaussianNoise: { sigma: 0.02 },
  zeroMasking: null,
  cutMix: null,
}

/** Model 11 on 400 beats of 64 samples in millivolts. */
function windowRun(output: string, recipe: Partial<Recipe> = {}, amplitude = 'millivolt'): RunSpec {
  const spec = writeRun(folder.path, 400, { epochs: 8, earlyStopping: null, ...recipe }, output)
  const { beats, labels, count } = windowBeats(400)
  spec.dataPath = join(folder.path, `${output} windows.safetensors`)
  const tensors = {
    beats: { dtype: 'F32' as const, shape: [count, windowLength], data: beats.slice() },
    labels: { dtype: 'U8' as const, shape: [count], data: labels.slice() },
  }
  writeFileSync(spec.dataPath, encodeSafetensors(tensors, { amplitude }))
  return spec
}

describe('a trainer on beats of another length, in millivolts', () => {
  it('trains a network for them, with augmentation, whose weights have the shapes of that length', async () => {
    const spec = windowRun('windows', { augmentation })
    const { reports, code } = await runToEnd(spec)
    expect([code, reports.at(-1)]).toMatchObject([0, { type: 'finished', finalEpoch: 8 }])
    const test = reports.find((report) => report.type === 'evaluated' && report.part === 'test')
    expect(scoreConfusion(test?.type === 'evaluated' ? test.confusion : []).macroF1).toBeGreaterThan(0.8)
    const { tensors } = decodeSafetensors(readFileSync(join(spec.outputFolder, 'weights.safetensors')))
    const shapes = [...tensors].map(([name, { shape }]) => [name, shape])
    const expected = weightShapes(layersOf(spec.architecture, windowLength))
    // 64 samples are halved five times; 32 channels are left of two.
    expect(expected.get('head.dense1.weight')).toEqual([64, 128])
    expect(Object.fromEntries(shapes)).toEqual(Object.fromEntries(expected))

    const origin = {
      ...{ study: 's', variant: 'v', seed: 1, fold: 0, foldCount: 1 },
      ...{ dataSet: 'Windows', dataSetSha256: '', split: 'published' },
      ...{ beatLength: windowLength, sampleRateHz: 360, amplitude: 'millivolt' as const },
      ...{ endedAt: '2026-01-01T00:00:00.000Z', importedFrom: null, beatbench: '0.1.0' },
    }
    const { bytes } = await exportModel({ architecture: spec.architecture, weights: tensors, origin }, 'onnx')
    const [input] = decodeModelProto(bytes).graph.input
    expect(input?.type.tensorType.shape.dim.at(-1)).toEqual({ dimValue: windowLength })
    expect(input?.docString).toBe('beats of 64 samples at 360 Hz, in mV')
  })

  it('takes what the values are from the file: noise is cut off only in 0..1', async () => {
    const recipe = { epochs: 1, augmentation: { ...augmentation, timeShift: null } }
    const lossOf = async (amplitude: string) => {
      const { reports } = await runToEnd(windowRun(amplitude, recipe, amplitude))
      const epoch = reports.find(({ type }) => type === 'epoch')
      return epoch?.type === 'epoch' ? epoch.epoch.trainLoss : Number.NaN
    }
    const [millivolt, standardised, unit] = await Promise.all(['millivolt', 'standardised', 'unit'].map(lossOf))
    expect(millivolt).toBe(standardised)
    expect(unit).not.toBe(millivolt)
    expect(unit).toBeGreaterThan(0)
  })

  it('says what is wrong where the values are of a kind that it does not know', async () => {
    const { reports } = await runToEnd(windowRun('unknown', {}, 'volt'))
    expect(reports.at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'bad-file', message: expect.stringContaining('its values are “volt”') as string },
    })
  })

  it('refuses a network that they are too short for', async () => {
    const spec = windowRun('deep')
    spec.architecture.blocks = Array.from({ length: 7 }, () => publishedBlock(4, 1))
    const { reports, code } = await runToEnd(spec)
    expect(code).toBe(1)
    expect(reports.at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'bad-input', message: expect.stringContaining('Block 7: pooling by 2') as string },
    })
  })
})
