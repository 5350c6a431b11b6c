import { unzipSync } from 'fflate'
import * as h5wasm from 'h5wasm'
import { beforeAll, describe, expect, it } from 'vitest'
import { designs } from '../../../bench/exports/designs.ts'
import { writeKeras } from '../../../electron/modelExport/keras/writeKeras.ts'
import type { TrainedModel } from '../../../electron/modelExport/trainedModel.ts'
import {
  blockOf,
  publishedHead,
  recurrentOf,
  type Architecture,
  type RecurrentLayer,
} from '../../../electron/shared/architecture.ts'
import { randomModel } from '../randomModel.ts'

interface KerasConfig {
  class_name: string
  config: {
    layers: {
      class_name: string
      name: string
      config: Record<string, unknown>
      inbound_nodes: { args: unknown[] }[]
    }[]
    input_layers: unknown[]
    output_layers: unknown[]
  }
}

interface KerasFile {
  files: string[]
  config: KerasConfig
  /** Datasets by path. */
  weights: Map<string, { shape: number[] | null; values: number[] }>
}

const { FS } = await h5wasm.ready

async function readBack(model: TrainedModel): Promise<KerasFile> {
  const files = unzipSync(await writeKeras(model))
  const weights: KerasFile['weights'] = new Map()
  FS.writeFile('back.h5', files['model.weights.h5'] ?? new Uint8Array())
  const file = new h5wasm.File('back.h5', 'r')
  for (const path of file.paths()) {
    const found = file.get(path)
    if (found instanceof h5wasm.Dataset)
      weights.set(path, { shape: found.shape, values: Array.from(found.value as Float32Array) })
  }
  file.close()
  FS.unlink('back.h5')
  const config = JSON.parse(new TextDecoder().decode(files['config.json'])) as KerasConfig
  return { files: Object.keys(files), config, weights }
}

const values = (model: TrainedModel, name: string) => Array.from(model.weights.get(name)?.data ?? [], Number)
const layerNamed = ({ config }: KerasFile, name: string) => config.config.layers.find((layer) => layer.name === name)

describe('a file for Keras', () => {
  const model = randomModel(designs['all-kinds'] as Architecture)
  let file: KerasFile
  beforeAll(async () => void (file = await readBack(model)))

  it('is a zip of what Keras 3 looks for', () => {
    expect(file.files).toEqual(['metadata.json', 'config.json', 'model.weights.h5', 'beatbench.json'])
    expect(file.config.class_name).toBe('Functional')
    expect(file.config.config.input_layers).toEqual([['beats', 0, 0]])
    expect(file.config.config.output_layers).toEqual([['head_output', 0, 0]])
  })

  it('has its layers under our names, with low lines for dots, which PyTorch under Keras does not take', () => {
    const names = file.config.config.layers.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => name.includes('.'))).toEqual([])
    expect(layerNamed(file, 'block1_conv')?.config).toMatchObject({
      filters: 16,
      kernel_size: [6],
      strides: [2],
      padding: 'same',
      dilation_rate: [1],
      use_bias: true,
    })
    expect(layerNamed(file, 'block1_norm')?.config).toMatchObject({ epsilon: 1e-5 })
    expect(layerNamed(file, 'block1_activation')?.config).toMatchObject({ activation: 'gelu' })
    expect(layerNamed(file, 'block2_activation')?.config).toMatchObject({ negative_slope: 0.01 })
    expect(layerNamed(file, 'block3_conv')?.config).toMatchObject({ padding: 'valid', use_bias: false })
    expect(layerNamed(file, 'block3_dropout')?.config).toMatchObject({ rate: 0.1 })
  })

  it('leads the way around into the sum', () => {
    const [{ args = [] } = {}] = layerNamed(file, 'block2_join')?.inbound_nodes ?? []
    const from = (args[0] as { config: { keras_history: [string] } }[]).map(({ config }) => config.keras_history[0])
    expect(from).toEqual(['block2_norm', 'block2_join_conv'])
  })

  it('keeps weights where Keras counts layers by class, axes as they are', () => {
    expect(file.weights.get('layers/conv1d/vars/0')).toEqual({
      shape: [6, 1, 16],
      values: values(model, 'block1.conv.weight'),
    })
    const norm = ['weight', 'bias', 'running_mean', 'running_var'].map((part) => values(model, `block1.norm.${part}`))
    norm.forEach((part, index) =>
      expect(file.weights.get(`layers/batch_normalization/vars/${index}`)?.values).toEqual(part),
    )
    expect(file.weights.get('layers/dense_2/vars/1')?.values).toEqual(values(model, 'head.output.bias'))
  })

  it('writes zeros between the taps where a convolution has both stride and dilation, which Keras refuses', () => {
    expect(layerNamed(file, 'block2_conv')?.config).toMatchObject({
      kernel_size: [7],
      strides: [3],
      dilation_rate: [1],
    })
    const kernel = file.weights.get('layers/conv1d_1/vars/0')
    expect(kernel?.shape).toEqual([7, 16, 24])
    const size = 16 * 24
    const taps = Array.from({ length: 7 }, (_, tap) => kernel?.values.slice(tap * size, (tap + 1) * size) ?? [])
    const dense = values(model, 'block2.conv.weight')
    taps.forEach((tap, index) => {
      const expected = index % 3 === 0 ? dense.slice((index / 3) * size, (index / 3 + 1) * size) : tap.map(() => 0)
      expect(tap).toEqual(expected)
    })
  })
})

describe('recurrent layers for Keras', () => {
  const oneCell = (
    layer: Partial<RecurrentLayer> & Pick<RecurrentLayer, 'cell'>,
    reduce: 'last' | 'flatten' = 'last',
  ) =>
    randomModel({
      blocks: [blockOf({ filters: 3, kernelSize: 3 })],
      recurrent: [recurrentOf({ units: 2, ...layer })],
      head: { ...publishedHead(), reduce },
    })
  /** Columns of a gate, of 2 units, in each row. */
  const gate = (all: number[], gates: number, index: number) =>
    all.filter((_, position) => Math.floor((position % (2 * gates)) / 2) === index)
  const sums = (model: TrainedModel) => {
    const [input, recurrent] = ['ih', 'hh'].map((part) => values(model, `recurrent1.cell.bias_${part}`))
    return input?.map((value, index) => Math.fround(value + (recurrent?.[index] ?? 0)))
  }

  it('have the sum of both biases, and LSTM gates in our order', async () => {
    const model = oneCell({ cell: 'lstm' })
    const file = await readBack(model)
    expect(layerNamed(file, 'recurrent1_cell')).toMatchObject({
      class_name: 'LSTM',
      config: { units: 2, activation: 'tanh', recurrent_activation: 'sigmoid', return_sequences: false },
    })
    expect(file.weights.get('layers/lstm/cell/vars/0')?.values).toEqual(values(model, 'recurrent1.cell.weight_ih'))
    expect(file.weights.get('layers/lstm/cell/vars/1')?.values).toEqual(values(model, 'recurrent1.cell.weight_hh'))
    expect(file.weights.get('layers/lstm/cell/vars/2')).toEqual({ shape: [8], values: sums(model) })
  })

  it('have GRU gates in the order of Keras, and both biases', async () => {
    const model = oneCell({ cell: 'gru' }, 'flatten')
    const file = await readBack(model)
    expect(layerNamed(file, 'recurrent1_cell')?.config).toMatchObject({ reset_after: true, return_sequences: true })
    const kernel = file.weights.get('layers/gru/cell/vars/0')?.values ?? []
    const ours = values(model, 'recurrent1.cell.weight_ih')
    for (const [theirs, index] of [1, 0, 2].entries()) expect(gate(kernel, 3, theirs)).toEqual(gate(ours, 3, index))
    const bias = file.weights.get('layers/gru/cell/vars/2')
    expect(bias?.shape).toEqual([2, 6])
    for (const [row, name] of ['bias_ih', 'bias_hh'].entries()) {
      const part = bias?.values.slice(row * 6, (row + 1) * 6) ?? []
      const source = values(model, `recurrent1.cell.${name}`)
      for (const [theirs, index] of [1, 0, 2].entries()) expect(gate(part, 3, theirs)).toEqual(gate(source, 3, index))
    }
  })

  it('have both directions in a Bidirectional', async () => {
    const model = oneCell({ cell: 'rnn', bidirectional: true })
    const file = await readBack(model)
    expect(layerNamed(file, 'recurrent1_cell')).toMatchObject({
      class_name: 'Bidirectional',
      config: { merge_mode: 'concat', layer: { class_name: 'SimpleRNN', config: { return_sequences: false } } },
    })
    const path = (direction: string) => `layers/bidirectional/${direction}_layer/cell/vars/1`
    expect(file.weights.get(path('forward'))?.values).toEqual(values(model, 'recurrent1.cell.weight_hh'))
    expect(file.weights.get(path('backward'))?.values).toEqual(values(model, 'recurrent1.cell.weight_hh_reverse'))
  })

  it('give whole maps where a join follows, of which the last states are cut', async () => {
    const model = oneCell({ cell: 'lstm', bidirectional: true, join: { type: 'add', span: 1 } })
    const { config } = await readBack(model)
    const classes = config.config.layers.map((layer) => layer.class_name)
    expect(classes.slice(classes.indexOf('Add') + 1, -3)).toEqual([
      'Reshape',
      'Cropping2D',
      'Flatten',
      'Cropping2D',
      'Flatten',
      'Concatenate',
    ])
  })
})
