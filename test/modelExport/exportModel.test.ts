import { afterEach, describe, expect, it, vi } from 'vitest'
import { designs } from '../../bench/exports/designs.ts'
import { exportModel } from '../../electron/modelExport/exportModel.ts'
import { blockOf, publishedHead } from '../../electron/shared/architecture.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { modelFormatSchema } from '../../electron/shared/run.ts'
import { decodeSafetensors } from '../../electron/shared/safetensors.ts'
import { randomModel } from './randomModel.ts'

afterEach(() => void vi.useRealTimers())

describe.each(modelFormatSchema.options)('a model as %s', (format) => {
  it('has the same bytes whenever it is written', async () => {
    const model = randomModel(designs['cnn-lstm'] ?? publishedArchitecture(11))
    vi.useFakeTimers({ now: new Date('2026-01-02T03:04:05Z'), toFake: ['Date'] })
    const first = await exportModel(model, format)
    vi.setSystemTime(new Date('2031-07-08T09:10:11Z'))
    const second = await exportModel(model, format)
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0)
  })

  it('is written for every kind of layer, or refused for a stated reason', async () => {
    for (const [name, architecture] of Object.entries(designs)) {
      const written = exportModel(randomModel(architecture, name), format)
      if (format === 'tfjs' && name === 'gru') await expect(written).rejects.toMatchObject({ code: 'bad-input' })
      else expect((await written).bytes.length).toBeGreaterThan(1000)
    }
  })
})

it.each(['keras', 'tfjs', 'onnx'] as const)('weights of another design are refused as %s', async (format) => {
  const ofFilters = (filters: number) =>
    randomModel({ blocks: [blockOf({ filters, kernelSize: 3 })], recurrent: [], head: publishedHead() })
  const model = { ...ofFilters(8), weights: ofFilters(4).weights }
  await expect(exportModel(model, format)).rejects.toMatchObject({
    code: 'bad-file',
    message: expect.stringMatching(/block1\.conv\.weight should be F32 \[3, 1, 8\].* \[3, 1, 4\]/) as string,
  })
})

describe('a model file', () => {
  it.each([
    ['safetensors', 'model-11-seed-3.safetensors', 'application/octet-stream'],
    ['keras', 'model-11-seed-3.keras', 'application/zip'],
    ['tfjs', 'model-11-seed-3-tfjs.zip', 'application/zip'],
    ['onnx', 'model-11-seed-3.onnx', 'application/octet-stream'],
  ] as const)('of %s is named by variant and seed', async (format, fileName, mediaType) => {
    expect(await exportModel(randomModel(publishedArchitecture(11)), format)).toMatchObject({ fileName, mediaType })
  })

  it.each([
    ['../Über 2×32 (a)', 'über-2-32-a-seed-3.onnx'],
    ['Модель', 'модель-seed-3.onnx'],
    ['***', 'seed-3.onnx'],
  ])('of a variant called %s has a plain name', async (variant, fileName) => {
    expect(await exportModel(randomModel(publishedArchitecture(11), variant), 'onnx')).toMatchObject({ fileName })
  })

  it('of safetensors tells the design and where it comes from', async () => {
    const model = randomModel(publishedArchitecture(11))
    const { tensors, metadata } = decodeSafetensors((await exportModel(model, 'safetensors')).bytes)
    expect(JSON.parse(metadata['architecture'] ?? '')).toEqual(model.architecture)
    expect(metadata).toMatchObject({
      classes: '["N","S","V","F","Q"]',
      sample_rate_hz: '125',
      study: 'A study',
      variant: 'Model 11',
      seed: '3',
      output: expect.stringMatching(/logits/) as string,
    })
    expect(Object.fromEntries(tensors)).toEqual(Object.fromEntries(model.weights))
  })

  it('of a split with folds says of which it is', async () => {
    const model = randomModel(publishedArchitecture(1), 'Model 1')
    const ofFold = { ...model, origin: { ...model.origin, fold: 1, foldCount: 5 } }
    const { fileName, bytes } = await exportModel(ofFold, 'safetensors')
    expect(fileName).toBe('model-1-seed-3-fold-2.safetensors')
    expect(decodeSafetensors(bytes).metadata).toMatchObject({ seed: '3', fold: '2 of 5' })
    expect(decodeSafetensors((await exportModel(model, 'safetensors')).bytes).metadata).not.toHaveProperty('fold')
  })
})
