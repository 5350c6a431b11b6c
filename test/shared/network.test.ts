import { describe, expect, it } from 'vitest'
import { AppError } from '../../electron/shared/appError.ts'
import { publishedBlock, publishedHead } from '../../electron/shared/architecture.ts'
import { layersOf, samePadding, summarise } from '../../electron/shared/network.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'

/** Parameters of the published table: convolutions (with Model 5's true 512) and all. */
const published: [model: number, conv: number, total: number][] = [
  [1, 128, 381_893],
  [2, 192, 381_957],
  [3, 384, 382_149],
  [4, 256, 763_013],
  [5, 512, 1_525_253],
  [6, 6_336, 384_133],
  [7, 31_040, 409_093],
  [8, 129_600, 491_781],
  [9, 2_091_136, 2_751_237],
  [10, 2_108_032, 2_768_133],
  [11, 12_544, 34_117],
]

describe('the published models', () => {
  it.each(published)('model %i has %i convolution parameters and %i in all', (model, conv, total) => {
    const { parameters } = summarise(publishedArchitecture(model))
    expect(parameters.conv).toBe(conv)
    expect(parameters.total).toBe(total)
    expect(parameters.conv + parameters.norm + parameters.dense).toBe(parameters.total)
  })

  it('model 11 halves the beat five times, rounding down', () => {
    const blocks = summarise(publishedArchitecture(11)).rows.filter(({ kind }) => kind === 'block')
    expect(blocks.map(({ output }) => output.length)).toEqual([93, 46, 23, 11, 5])
  })

  it('model 11 sees 3, 8, 18, 38 and 78 samples at its convolutions and 94 after the last pooling', () => {
    const { rows, receptiveField } = summarise(publishedArchitecture(11))
    expect(rows.flatMap((row) => row.receptiveField?.samples ?? [])).toEqual([3, 8, 18, 38, 78])
    expect(receptiveField.samples).toBe(94)
  })

  it('model 11 takes 570,528 multiply-accumulates a beat', () => {
    expect(summarise(publishedArchitecture(11)).macs).toBe(570_528)
  })
})

describe('layersOf', () => {
  it('names layers as weights are named in files', () => {
    const names = layersOf({ blocks: [publishedBlock(8)], head: publishedHead() }).map(({ name }) => name)
    expect(names).toEqual([
      'block1.conv',
      'block1.norm',
      'block1.relu',
      'block1.pool',
      'head.reduce',
      'head.dense1',
      'head.relu1',
      'head.output',
    ])
  })

  it('refuses a pooling that leaves no sample, and names the block', () => {
    const blocks = Array.from({ length: 8 }, () => publishedBlock(4, 1))
    expect(() => layersOf({ blocks, head: publishedHead() })).toThrow(/Block 8: pooling by 2/)
  })

  it('refuses a kernel whose outer taps only see padding', () => {
    const architecture = { blocks: [{ ...publishedBlock(4, 187), dilation: 3 }], head: publishedHead() }
    expect(() => layersOf(architecture)).toThrow(AppError)
    expect(() => layersOf(architecture)).toThrow(/Block 1: the kernel spans 559 samples/)
  })
})

describe('samePadding', () => {
  it('puts the odd zero behind, as PyTorch does', () => {
    expect(samePadding(4, 1)).toBe(1)
    expect(samePadding(3, 2)).toBe(2)
  })
})
