import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../electron/shared/appError.ts'
import {
  blockOf,
  publishedBlock,
  publishedHead,
  recurrentOf,
  type Architecture,
} from '../../electron/shared/architecture.ts'
import { DesignError, layersOf, samePadding, type DesignPlace } from '../../electron/shared/network.ts'
import { presetOf } from '../../electron/shared/preset.ts'

type Blocks = Parameters<typeof blockOf>[0][]
type Recurrent = Parameters<typeof recurrentOf>[0][]

const plain = { normalisation: 'none', activation: 'none', pooling: { type: 'none' } } as const

function design(blocks: Blocks, recurrent: Recurrent = [], head: Partial<Architecture['head']> = {}): Architecture {
  return {
    blocks: blocks.map(blockOf),
    recurrent: recurrent.map(recurrentOf),
    head: { ...publishedHead(), ...head },
  }
}

const names = (architecture: Architecture) => layersOf(architecture, 187).map(({ name }) => name)
const lengths = (architecture: Architecture) =>
  layersOf(architecture, 187).map(({ name, output }) => `${name} ${output.length}x${output.channels}`)

/** Where a design is refused, and with which words. */
function refusal(architecture: Architecture): { place: DesignPlace; message: string; hint: string | undefined } {
  try {
    layersOf(architecture, 187)
  } catch (error) {
    if (error instanceof DesignError) return { place: error.place, message: error.message, hint: error.hint }
    throw error
  }
  throw new Error('The design was taken.')
}

describe('layersOf', () => {
  it('names layers as weights are named in files', () => {
    expect(names(design([{ filters: 8, kernelSize: 3 }]))).toEqual([
      'block1.conv',
      'block1.norm',
      'block1.activation',
      'block1.pool',
      'head.reduce',
      'head.dense1',
      'head.activation1',
      'head.output',
    ])
  })

  it('leaves out what a design leaves out', () => {
    expect(names(design([{ filters: 8, kernelSize: 3, ...plain }], [], { dense: [4], activation: 'none' }))).toEqual([
      'block1.conv',
      'head.reduce',
      'head.dense1',
      'head.output',
    ])
  })

  it('orders a block as convolution, norm, join, activation, pooling, dropout', () => {
    const block = { filters: 8, kernelSize: 3, join: { type: 'add-norm' as const }, dropout: 0.1 }
    expect(names(design([block])).slice(0, 8)).toEqual([
      'block1.skip',
      'block1.conv',
      'block1.norm',
      'block1.join',
      'block1.joinNorm',
      'block1.activation',
      'block1.pool',
      'block1.dropout',
    ])
  })

  it('strides as PyTorch and TensorFlow do: rounded up with padding, down without', () => {
    const shape = (block: Blocks[number]) => layersOf(design([{ ...block, ...plain }]), 187)[0]?.output.length
    expect(shape({ filters: 1, kernelSize: 5, stride: 2 })).toBe(94)
    expect(shape({ filters: 1, kernelSize: 5, stride: 3 })).toBe(63)
    expect(shape({ filters: 1, kernelSize: 5, stride: 2, padding: 'valid' })).toBe(92)
    expect(shape({ filters: 1, kernelSize: 3, dilation: 4, padding: 'valid' })).toBe(179)
  })

  it('pools by windows that may overlap, and drops the rest', () => {
    const pooled = (size: number, stride?: number) => {
      const pooling = { type: 'max' as const, size, ...(stride === undefined ? {} : { stride }) }
      return layersOf(design([{ filters: 1, kernelSize: 1, ...plain, pooling }]), 187)[1]?.output.length
    }
    expect(pooled(2)).toBe(93)
    expect(pooled(5)).toBe(37)
    expect(pooled(5, 2)).toBe(92)
  })

  it('gives both directions of a recurrent layer their channels, and keeps the length', () => {
    const layers = [
      { cell: 'gru' as const, units: 16, bidirectional: true },
      { cell: 'rnn' as const, units: 4, dropout: 0.2 },
    ]
    expect(lengths(design([], layers, { reduce: 'last', dense: [] }))).toEqual([
      'recurrent1.cell 187x32',
      'recurrent2.cell 187x4',
      'recurrent2.dropout 187x4',
      'head.reduce 1x4',
      'head.output 1x5',
    ])
  })

  it('adds without a convolution where shapes are equal, and through one where channels or strides differ', () => {
    const join = { type: 'add' as const, span: 2 }
    const joinsOf = (blocks: Blocks) => layersOf(design(blocks), 187).filter((layer) => layer.type === 'join')
    const first = { filters: 8, kernelSize: 3, ...plain }
    expect(joinsOf([first, first, { ...first, join }])[0]).toMatchObject({ from: 'block2.skip', projects: false })
    expect(joinsOf([first, { ...first, join }])[0]).toMatchObject({
      from: 'block1.skip',
      skip: { length: 187, channels: 1 },
      projects: true,
      stride: 1,
    })
    const strided = { ...first, stride: 2 }
    expect(joinsOf([first, strided, { ...strided, join }])[0]).toMatchObject({
      stride: 4,
      projects: true,
      skip: { length: 187, channels: 8 },
      output: { length: 47, channels: 8 },
    })
  })

  it('gives the residual network of 2018 its published lengths', () => {
    const architecture = presetOf('kachuee-2018').variants()[0]?.architecture
    const pools = architecture ? layersOf(architecture, 187).filter(({ type }) => type === 'maxPool') : []
    expect(pools.map(({ output }) => output.length)).toEqual([92, 44, 20, 8, 2])
  })

  it('either refuses a design with its place, or gives layers that fit each other', () => {
    const block = fc.record({
      filters: fc.integer({ min: 1, max: 8 }),
      kernelSize: fc.integer({ min: 1, max: 40 }),
      dilation: fc.integer({ min: 1, max: 4 }),
      stride: fc.integer({ min: 1, max: 3 }),
      padding: fc.constantFrom('same' as const, 'valid' as const),
      join: fc.option(
        fc.record({ type: fc.constantFrom('add' as const, 'add-norm' as const), span: fc.integer({ min: 1, max: 3 }) }),
      ),
      pooling: fc.oneof(
        fc.constant({ type: 'none' as const }),
        fc.record({
          type: fc.constant('max' as const),
          size: fc.integer({ min: 1, max: 6 }),
          stride: fc.integer({ min: 1, max: 3 }),
        }),
      ),
    })
    const layer = fc.record({
      cell: fc.constantFrom('rnn' as const, 'gru' as const, 'lstm' as const),
      units: fc.integer({ min: 1, max: 8 }),
      bidirectional: fc.boolean(),
      join: fc.option(fc.record({ type: fc.constant('add' as const), span: fc.integer({ min: 1, max: 2 }) })),
    })
    const reduce = fc.constantFrom('flatten' as const, 'global-max' as const, 'last' as const)
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 5 }),
        fc.array(layer, { maxLength: 3 }),
        reduce,
        (blocks, recurrent, by) => {
          const architecture = design(blocks, recurrent, { reduce: by })
          let layers
          try {
            layers = layersOf(architecture, 187)
          } catch (error) {
            expect(error).toBeInstanceOf(DesignError)
            return
          }
          layers.forEach(({ input, output }, index) => {
            expect(output.length).toBeGreaterThan(0)
            if (index > 0) expect(input).toEqual(layers[index - 1]?.output)
          })
          for (const join of layers.filter((one) => one.type === 'join')) {
            const fork = layers.find(({ name }) => name === join.from)
            expect(fork?.output).toEqual(join.skip)
            expect(Math.ceil(join.skip.length / join.stride)).toBe(join.output.length)
          }
        },
      ),
    )
  })
})

describe('a design that cannot be built', () => {
  it('has neither blocks nor recurrent layers', () => {
    expect(refusal(design([])).message).toContain('neither blocks nor recurrent layers')
  })

  it('pools more than there is, and the block is named', () => {
    const { place, message } = refusal({ ...design([]), blocks: Array.from({ length: 8 }, () => publishedBlock(4, 1)) })
    expect(place).toEqual({ part: 'block', index: 7, field: 'pooling' })
    expect(message).toContain('Block 8: pooling by 2')
  })

  it('has a kernel whose outer taps only see padding, or that does not fit without', () => {
    const wide = design([{ filters: 4, kernelSize: 187, dilation: 3 }])
    expect(() => layersOf(wide, 187)).toThrow(AppError)
    expect(refusal(wide)).toMatchObject({
      place: { part: 'block', index: 0, field: 'kernelSize' },
      message: expect.stringContaining('Block 1: the kernel spans 559 samples') as string,
    })
    const valid = refusal(design([{ filters: 4, kernelSize: 95, dilation: 2, padding: 'valid' }]))
    expect(valid.message).toContain('the kernel spans 189 samples, but only 187 arrive')
    expect(valid.hint).toContain('padding "same"')
  })

  it('joins over more layers than there are', () => {
    const join = { type: 'add' as const, span: 2 }
    const { place, hint } = refusal(design([], [{ cell: 'lstm', units: 8, join }]))
    expect(place).toEqual({ part: 'recurrent', index: 0, field: 'join' })
    expect(hint).toContain('at most 1')
  })

  it('pools within a join', () => {
    const join = { type: 'add' as const, span: 2 }
    const { place, message } = refusal(
      design([
        { filters: 4, kernelSize: 3 },
        { filters: 4, kernelSize: 3, join },
      ]),
    )
    expect(place).toEqual({ part: 'block', index: 1, field: 'join' })
    expect(message).toContain("187 samples enter the join's way around, but 93 come out")
  })

  it('takes the last state without a recurrent layer', () => {
    const { place } = refusal(design([{ filters: 4, kernelSize: 3 }], [], { reduce: 'last' }))
    expect(place).toEqual({ part: 'head', index: null, field: 'reduce' })
  })
})

describe('samePadding', () => {
  const before = (kernelSize: number, dilation: number, stride = 1, length = 187) =>
    samePadding({ kernelSize, dilation, stride, input: { length, channels: 1 } })

  it('puts the odd zero behind, as PyTorch does', () => {
    expect(before(4, 1)).toBe(1)
    expect(before(3, 2)).toBe(2)
  })

  it('pads a strided convolution as little as its last window needs, as TensorFlow does', () => {
    expect(before(3, 1, 2, 187)).toBe(1)
    expect(before(3, 1, 2, 186)).toBe(0)
    expect(before(1, 1, 4, 187)).toBe(0)
  })
})
