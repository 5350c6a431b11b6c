import { describe, expect, it } from 'vitest'
import { blockOf, publishedHead, recurrentOf } from '../../electron/shared/architecture.ts'
import { mapCellsOf, summarise } from '../../electron/shared/networkSummary.ts'
import { presetOf, publishedArchitecture } from '../../electron/shared/preset.ts'

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
    const { parameters } = summarise(publishedArchitecture(model), 187)
    expect(parameters.conv).toBe(conv)
    expect(parameters.recurrent).toBe(0)
    expect(parameters.total).toBe(total)
    expect(parameters.conv + parameters.norm + parameters.dense).toBe(parameters.total)
  })

  it('model 11 halves the beat five times, rounding down', () => {
    const blocks = summarise(publishedArchitecture(11), 187).rows.filter(({ kind }) => kind === 'block')
    expect(blocks.map(({ output }) => output.length)).toEqual([93, 46, 23, 11, 5])
  })

  it('model 11 sees 3, 8, 18, 38 and 78 samples at its convolutions and 94 after the last pooling', () => {
    const { rows, receptiveField } = summarise(publishedArchitecture(11), 187)
    expect(rows.flatMap((row) => row.receptiveField?.samples ?? [])).toEqual([3, 8, 18, 38, 78])
    expect(receptiveField.samples).toBe(94)
  })

  it('model 11 takes 570,528 multiply-accumulates a beat', () => {
    expect(summarise(publishedArchitecture(11), 187).macs).toBe(570_528)
  })
})

describe('a network for beats of another length', () => {
  it('has the parameters and products of that length', () => {
    // Model 1 on 64 samples, by hand: a convolution of 3 to 32 filters, its norm, 32 x 32 values to 128 and those to 5.
    const short = summarise(publishedArchitecture(1), 64)
    expect(short.inputLength).toBe(64)
    expect(short.parameters).toEqual({
      ...{ conv: 3 * 32 + 32, recurrent: 0, norm: 64, dense: 1024 * 128 + 128 + 128 * 5 + 5 },
      total: 128 + 64 + 131_200 + 645,
    })
    expect(short.macs).toBe(64 * 3 * 32 + 1024 * 128 + 128 * 5)
    expect(summarise(publishedArchitecture(1), 2000).macs).toBe(2000 * 3 * 32 + 32_000 * 128 + 128 * 5)
  })

  it('is seen whole by a recurrent layer, whose cells stand where they did', () => {
    const architecture = { ...publishedArchitecture(11), recurrent: [recurrentOf({ cell: 'gru', units: 4 })] }
    expect(summarise(architecture, 500).receptiveField).toEqual({ samples: 500, step: 32, start: 0 })
    expect(mapCellsOf(architecture, 'block3.conv', 500)).toEqual({ cellStart: 0, cellSamples: 4 })
  })

  it('is refused where its poolings leave nothing of a beat', () => {
    expect(summarise(publishedArchitecture(11), 32).rows[4]?.output.length).toBe(1)
    expect(() => summarise(publishedArchitecture(11), 31)).toThrow(
      'Block 5: the kernel spans 3 samples, but only 1 arrive',
    )
  })
})

describe('a network with everything', () => {
  const architecture = {
    blocks: [
      blockOf({ filters: 4, kernelSize: 3, bias: false, normalisation: 'layer', pooling: { type: 'none' } }),
      blockOf({ filters: 8, kernelSize: 5, stride: 2, normalisation: 'none', join: { type: 'add-norm' } }),
    ],
    recurrent: [recurrentOf({ cell: 'gru', units: 3, bidirectional: true, join: { type: 'add' } })],
    head: { ...publishedHead(), reduce: 'last' as const, dense: [7] },
  }
  const { rows, parameters, macs } = summarise(architecture, 187)

  it('counts every weight once', () => {
    const conv = 3 * 1 * 4 + (5 * 4 * 8 + 8) + (4 + 1) * 8 + (8 + 1) * 6
    const recurrent = 2 * 3 * 3 * (8 + 3 + 2)
    const norm = 2 * 4 + 2 * 8
    const dense = (6 + 1) * 7 + (7 + 1) * 5
    expect(parameters).toEqual({ conv, recurrent, norm, dense, total: conv + recurrent + norm + dense })
    expect(rows.reduce((sum, row) => sum + row.parameters, 0)).toBe(parameters.total)
  })

  it('counts the multiply-accumulates of convolutions, ways around, cells and dense layers', () => {
    const convolutions = 187 * 3 * 4 + 94 * 5 * 4 * 8 + 94 * 4 * 8
    const recurrent = 2 * 47 * 3 * 3 * (8 + 3) + 47 * 8 * 6
    expect(macs).toBe(convolutions + recurrent + 6 * 7 + 7 * 5)
    expect(rows.reduce((sum, row) => sum + row.macs, 0)).toBe(macs)
  })

  it('has a row for each block, recurrent and dense layer, with the shapes around it', () => {
    expect(rows.map(({ kind, name, index }) => `${kind} ${name} ${index}`)).toEqual([
      'block block1 0',
      'block block2 1',
      'recurrent recurrent1 0',
      'dense head.dense1 0',
      'dense head.output 1',
    ])
    expect(rows[1]).toMatchObject({
      conv: { length: 94, channels: 8 },
      output: { length: 47, channels: 8 },
      receptiveField: { samples: 7, step: 2, start: -3 },
    })
  })

  it('sees the whole beat behind a recurrent layer', () => {
    expect(summarise(architecture, 187).receptiveField).toEqual({ samples: 187, step: 4, start: 0 })
  })
})

describe('mapCellsOf', () => {
  it.each(published.map(([model]) => model))('begins every map of model %i at the first sample', (model) => {
    const architecture = publishedArchitecture(model)
    architecture.blocks.forEach((_, index) => {
      const cells = mapCellsOf(architecture, `block${index + 1}.conv`, 187)
      expect(cells).toEqual({ cellStart: 0, cellSamples: 2 ** index })
    })
  })

  it('begins maps behind a pooling wider than its stride later, as in the network of Kachuee et al.', () => {
    const architecture = presetOf('kachuee-2018').variants()[0]?.architecture
    if (!architecture) throw new Error('The preset is empty.')
    // Middles 0, 1.5, 4.5, 10.5 and 22.5 samples later than cells from sample 0 would have.
    const starts = [1, 2, 4, 6, 8, 10].map((block) => mapCellsOf(architecture, `block${block}.conv`, 187))
    expect(starts).toEqual([
      { cellStart: 0, cellSamples: 1 },
      { cellStart: 0, cellSamples: 1 },
      { cellStart: 1, cellSamples: 2 },
      { cellStart: 4, cellSamples: 4 },
      { cellStart: 10, cellSamples: 8 },
      { cellStart: 22, cellSamples: 16 },
    ])
  })

  it('begins behind the samples that a convolution without padding leaves out, and counts its stride', () => {
    const valid = { padding: 'valid', pooling: { type: 'none' } } as const
    const blocks = [
      blockOf({ ...valid, filters: 4, kernelSize: 7 }),
      blockOf({ ...valid, filters: 4, kernelSize: 3, stride: 4, dilation: 2 }),
      blockOf({ filters: 4, kernelSize: 3, pooling: { type: 'none' } }),
    ]
    const architecture = { blocks, recurrent: [], head: publishedHead() }
    expect(mapCellsOf(architecture, 'block1.conv', 187)).toEqual({ cellStart: 3, cellSamples: 1 })
    // Cell 0 sees samples 0 to 10, with 5 in the middle: four samples around it begin at 3.5.
    expect(mapCellsOf(architecture, 'block2.conv', 187)).toEqual({ cellStart: 3, cellSamples: 4 })
    expect(mapCellsOf(architecture, 'block3.conv', 187)).toEqual({ cellStart: 3, cellSamples: 4 })
  })

  it('knows only convolutions', () => {
    expect(() => mapCellsOf(publishedArchitecture(1), 'block2.conv', 187)).toThrow(/no convolution block2.conv/)
  })
})
