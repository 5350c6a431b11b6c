import { describe, expect, it } from 'vitest'
import { designs } from '../../../bench/exports/designs.ts'
import { decodeModelProto, type GraphProto, type ModelProto } from '../../../electron/modelExport/onnx/onnxMessages.ts'
import { writeOnnx } from '../../../electron/modelExport/onnx/writeOnnx.ts'
import type { TrainedModel } from '../../../electron/modelExport/trainedModel.ts'
import { publishedHead, recurrentOf, type Architecture, type Block } from '../../../electron/shared/architecture.ts'
import { blockOf } from '../../../electron/shared/architecture.ts'
import { randomModel } from '../randomModel.ts'

const readBack = (model: TrainedModel): ModelProto => decodeModelProto(writeOnnx(model))
const values = (model: TrainedModel, name: string) => Array.from(model.weights.get(name)?.data ?? [], Number)

function initializer({ initializer: all }: GraphProto, name: string): { dims: number[]; values: number[] } {
  const tensor = all.find((candidate) => candidate.name === name)
  if (!tensor) throw new Error(`There is no ${name}.`)
  return { dims: tensor.dims, values: Array.from(new Float32Array(Uint8Array.from(tensor.rawData).buffer)) }
}

function attributes({ node }: GraphProto, name: string): Record<string, unknown> {
  const found = node.find((candidate) => candidate.name === name)
  const text = (bytes: Uint8Array | undefined) => bytes && new TextDecoder().decode(bytes)
  return Object.fromEntries(
    (found?.attribute ?? []).map((one) => [one.name, one.ints?.length ? one.ints : (one.i ?? one.f ?? text(one.s))]),
  )
}

const oneBlock = (block: Partial<Block>): Architecture => ({
  blocks: [blockOf({ filters: 4, kernelSize: 3, ...block })],
  recurrent: [],
  head: { ...publishedHead(), dense: [] },
})

describe('an ONNX model', () => {
  it('tells its opset, what goes in and out, and where it comes from', () => {
    const model = readBack(randomModel(designs['model-11'] as Architecture))
    expect(model).toMatchObject({ irVersion: 8, producerName: 'Beatbench', opsetImport: [{ version: 17 }] })
    const shape = (sizes: number[]) => ({ dim: [{ dimParam: 'batch' }, ...sizes.map((dimValue) => ({ dimValue }))] })
    expect(model.graph.input).toMatchObject([{ name: 'beats', type: { tensorType: { shape: shape([1, 187]) } } }])
    expect(model.graph.output).toMatchObject([{ name: 'logits', type: { tensorType: { shape: shape([5]) } } }])
    const metadata = Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value]))
    expect(metadata).toMatchObject({ seed: '3', classes: '["N","S","V","F","Q"]' })
    expect(metadata['output']).toMatch(/logits/)
  })

  it('takes beats of the length of its data', () => {
    const architecture = designs['cnn-lstm'] as Architecture
    const dimsOf = (beatLength: number) => {
      const { graph } = readBack(randomModel(architecture, 'Model 11', beatLength))
      return graph.input[0]?.type.tensorType.shape.dim.at(-1)
    }
    expect([64, 500].map(dimsOf)).toEqual([{ dimValue: 64 }, { dimValue: 500 }])
  })

  it.each(Object.entries(designs))('of %s names every value once, before it is used', (name, architecture) => {
    const { graph } = readBack(randomModel(architecture, name))
    const known = new Set(['beats', ...graph.initializer.map((tensor) => tensor.name)])
    expect(known.size).toBe(1 + graph.initializer.length)
    for (const { input, output } of graph.node) {
      for (const value of input) expect(known).toContain(value)
      for (const value of output) {
        expect(known).not.toContain(value)
        known.add(value)
      }
    }
    expect(graph.node.at(-1)?.output).toEqual(['logits'])
  })

  it('has kernels as [filters, in, kernel]', () => {
    const model = randomModel(designs['model-11'] as Architecture)
    const { dims, values: kernel } = initializer(readBack(model).graph, 'block2.conv.weight')
    expect(dims).toEqual([32, 32, 3])
    const ours = values(model, 'block2.conv.weight')
    for (const [filter, channel, tap] of [
      [0, 0, 0],
      [5, 17, 2],
      [31, 30, 1],
    ] as const)
      expect(kernel[(filter * 32 + channel) * 3 + tap]).toBe(ours[(tap * 32 + channel) * 32 + filter])
  })

  it.each([
    [{ kernelSize: 4 }, [1, 2]],
    [{ kernelSize: 3, dilation: 2 }, [2, 2]],
    // 187 samples by 2 are 94 windows, which end at sample 189 of 188.
    [{ kernelSize: 4, stride: 2 }, [1, 2]],
    [{ kernelSize: 1, stride: 3 }, [0, 0]],
    [{ kernelSize: 5, padding: 'valid' }, [0, 0]],
  ] as const)('pads %o explicitly, the odd zero behind', (block, pads) => {
    expect(attributes(readBack(randomModel(oneBlock(block))).graph, 'block1.conv')['pads']).toEqual(pads)
  })

  it('writes GELU out by the error function, since the operator came later', () => {
    const { graph } = readBack(randomModel(oneBlock({ activation: 'gelu' })))
    const operators = graph.node.map(({ opType }) => opType)
    expect(operators).toContain('Erf')
    expect(operators).not.toContain('Gelu')
  })

  it('leaves dropout out', () => {
    const { graph } = readBack(randomModel(oneBlock({ dropout: 0.5 })))
    expect(graph.node.some(({ opType }) => opType === 'Dropout')).toBe(false)
  })

  it.each([
    // ONNX: input, output, forget, cell; update, reset, hidden.
    ['lstm', [0, 3, 1, 2], {}],
    ['gru', [1, 0, 2], { linear_before_reset: 1 }],
    ['rnn', [0], {}],
  ] as const)('has the gates of an %s in the order of ONNX', (cell, order, more) => {
    const units = 2
    const model = randomModel({
      blocks: [blockOf({ filters: 3, kernelSize: 3 })],
      recurrent: [recurrentOf({ cell, units, bidirectional: true })],
      head: { ...publishedHead(), reduce: 'last' },
    })
    const { graph } = readBack(model)
    const columns = order.length * units
    const kernel = initializer(graph, 'recurrent1.cell.weight_ih')
    expect(kernel.dims).toEqual([2, columns, 3])
    for (const [direction, ending] of ['', '_reverse'].entries()) {
      const ours = values(model, `recurrent1.cell.weight_ih${ending}`)
      for (const [theirs, gate] of order.entries())
        for (let unit = 0; unit < units; unit++)
          for (let channel = 0; channel < 3; channel++)
            expect(kernel.values[(direction * columns + theirs * units + unit) * 3 + channel]).toBe(
              ours[channel * columns + gate * units + unit],
            )
    }
    expect(initializer(graph, 'recurrent1.cell.bias').dims).toEqual([2, 2 * columns])
    expect(attributes(graph, 'recurrent1.cell.states')).toEqual({
      hidden_size: units,
      direction: 'bidirectional',
      ...more,
    })
  })
})
