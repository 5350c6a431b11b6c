import { beatLength, type Architecture, type Pooling } from './architecture.ts'
import { AppError } from './appError.ts'
import { classCount } from './beatClass.ts'

/** Length in samples and channels of an activation map; `length` is 1 after the head has reduced it. */
export interface Shape {
  length: number
  channels: number
}

/** One layer of a network, ready to be built: what a trainer's layer module is made from. */
export type LayerSpec =
  | { type: 'conv1d'; name: string; input: Shape; output: Shape; kernelSize: number; dilation: number }
  | { type: 'batchNorm'; name: string; input: Shape; output: Shape }
  | { type: 'relu'; name: string; input: Shape; output: Shape }
  | { type: 'averagePool' | 'maxPool'; name: string; input: Shape; output: Shape; size: number }
  | { type: 'globalAverage' | 'flatten'; name: string; input: Shape; output: Shape }
  | { type: 'dropout'; name: string; input: Shape; output: Shape; rate: number }
  | { type: 'dense'; name: string; input: Shape; output: Shape }

/** The reach of one output cell, in input samples: width, step between neighbours, and where cell 0 begins. */
export interface ReceptiveField {
  samples: number
  step: number
  /** First input sample seen by cell 0; negative where it reaches into the padding. */
  start: number
}

/**
 * The layers of an architecture in order, with their shapes, for beats of `inputLength` samples.
 * Names are those of weights in files and of layers in Explain: `block1.conv`, `head.dense1`, `head.output`.
 * @throws AppError `bad-input` naming the block that cannot be built and why.
 */
export function layersOf(architecture: Architecture, inputLength = beatLength): LayerSpec[] {
  const layers: LayerSpec[] = []
  let shape: Shape = { length: inputLength, channels: 1 }
  const add = (layer: LayerSpec) => {
    layers.push(layer)
    shape = layer.output
  }
  architecture.blocks.forEach((block, index) => {
    const name = `block${index + 1}`
    refuseTooWideKernel(block.kernelSize, block.dilation, shape.length, index)
    const output = { length: shape.length, channels: block.filters }
    add({
      type: 'conv1d',
      name: `${name}.conv`,
      input: shape,
      output,
      kernelSize: block.kernelSize,
      dilation: block.dilation,
    })
    if (block.batchNorm) add({ type: 'batchNorm', name: `${name}.norm`, input: shape, output: shape })
    if (block.activation === 'relu') add({ type: 'relu', name: `${name}.relu`, input: shape, output: shape })
    if (block.pooling.type !== 'none' && block.pooling.size > 1) {
      const pooled = { length: pooledLength(shape.length, block.pooling, index), channels: shape.channels }
      const type = block.pooling.type === 'max' ? 'maxPool' : 'averagePool'
      add({ type, name: `${name}.pool`, input: shape, output: pooled, size: block.pooling.size })
    }
    if (block.dropout > 0)
      add({ type: 'dropout', name: `${name}.dropout`, input: shape, output: shape, rate: block.dropout })
  })
  const { head } = architecture
  const reduced = { length: 1, channels: head.reduce === 'flatten' ? shape.length * shape.channels : shape.channels }
  add({
    type: head.reduce === 'flatten' ? 'flatten' : 'globalAverage',
    name: 'head.reduce',
    input: shape,
    output: reduced,
  })
  head.dense.forEach((units, index) => {
    add({ type: 'dense', name: `head.dense${index + 1}`, input: shape, output: { length: 1, channels: units } })
    add({ type: 'relu', name: `head.relu${index + 1}`, input: shape, output: shape })
    if (head.dropout > 0)
      add({ type: 'dropout', name: `head.dropout${index + 1}`, input: shape, output: shape, rate: head.dropout })
  })
  add({ type: 'dense', name: 'head.output', input: shape, output: { length: 1, channels: classCount } })
  return layers
}

/** Trainable parameters of a layer (weights and bias; scale and shift of batch norm, not its running statistics). */
export function parametersOf(layer: LayerSpec): number {
  if (layer.type === 'conv1d')
    return layer.kernelSize * layer.input.channels * layer.output.channels + layer.output.channels
  if (layer.type === 'batchNorm') return 2 * layer.output.channels
  if (layer.type === 'dense') return layer.input.channels * layer.output.channels + layer.output.channels
  return 0
}

/** Multiply-accumulates of one beat through a layer: convolutions and dense layers only, as is usual. */
export function macsOf(layer: LayerSpec): number {
  if (layer.type === 'conv1d')
    return layer.output.length * layer.kernelSize * layer.input.channels * layer.output.channels
  if (layer.type === 'dense') return layer.input.channels * layer.output.channels
  return 0
}

/** What Design's table and the study table print of one architecture. */
export interface NetworkSummary {
  rows: NetworkRow[]
  parameters: { conv: number; norm: number; dense: number; total: number }
  macs: number
  /** After the last pooling. */
  receptiveField: ReceptiveField
}

/** One block or dense layer. `conv` holds the map of the convolution itself, before pooling. */
export interface NetworkRow {
  kind: 'block' | 'dense'
  name: string
  /** Index into `architecture.blocks` or into the dense layers (hidden ones, then the output). */
  index: number
  input: Shape
  conv: Shape
  output: Shape
  /** At the convolution's output; null for dense layers, which see the whole beat. */
  receptiveField: ReceptiveField | null
  parameters: number
  macs: number
}

/**
 * Shapes, parameters, MACs and receptive fields of an architecture.
 * Receptive field by the recursion of Araujo et al., "Computing receptive fields of CNNs", Distill 2019.
 * @throws AppError `bad-input` as {@link layersOf}.
 */
export function summarise(architecture: Architecture, inputLength = beatLength): NetworkSummary {
  const layers = layersOf(architecture, inputLength)
  const rows: NetworkRow[] = []
  const parameters = { conv: 0, norm: 0, dense: 0, total: 0 }
  let field: ReceptiveField = { samples: 1, step: 1, start: 0 }
  let denseIndex = 0
  for (const layer of layers) {
    const count = parametersOf(layer)
    parameters.total += count
    if (layer.type === 'conv1d') {
      parameters.conv += count
      field = widen(field, layer.kernelSize, layer.dilation, 1, samePadding(layer.kernelSize, layer.dilation))
      rows.push({
        kind: 'block',
        name: layer.name.split('.')[0] ?? '',
        index: rows.length,
        input: layer.input,
        conv: layer.output,
        output: layer.output,
        receptiveField: field,
        parameters: count,
        macs: macsOf(layer),
      })
      continue
    }
    const last = rows.at(-1)
    if (layer.type === 'dense') {
      parameters.dense += count
      rows.push({
        kind: 'dense',
        name: layer.name,
        index: denseIndex++,
        input: layer.input,
        conv: layer.output,
        output: layer.output,
        receptiveField: null,
        parameters: count,
        macs: macsOf(layer),
      })
    } else if (last?.kind === 'block' && layer.name.startsWith(`${last.name}.`)) {
      if (layer.type === 'batchNorm') parameters.norm += count
      if (layer.type === 'averagePool' || layer.type === 'maxPool') field = widen(field, layer.size, 1, layer.size, 0)
      last.output = layer.output
      last.parameters += count
    }
  }
  return { rows, parameters, macs: layers.reduce((sum, layer) => sum + macsOf(layer), 0), receptiveField: field }
}

/**
 * Input samples from one cell of a convolution's map to the next, before its own pooling.
 * @throws AppError `not-found` when the architecture has no convolution of that name.
 */
export function cellSamplesOf(architecture: Architecture, layer: string): number {
  const row = summarise(architecture).rows.find((candidate) => `${candidate.name}.conv` === layer)
  if (row?.receptiveField) return row.receptiveField.step
  throw new AppError(
    'not-found',
    `This network has no convolution ${layer}.`,
    'Take one of block1.conv, block2.conv, ...',
  )
}

/** Zeros that 'same' padding puts in front: PyTorch's padding='same' puts the odd one behind. */
export function samePadding(kernelSize: number, dilation: number): number {
  return Math.floor(((kernelSize - 1) * dilation) / 2)
}

function widen(field: ReceptiveField, size: number, dilation: number, stride: number, padding: number): ReceptiveField {
  return {
    samples: field.samples + (size - 1) * dilation * field.step,
    start: field.start - padding * field.step,
    step: field.step * stride,
  }
}

function refuseTooWideKernel(kernelSize: number, dilation: number, length: number, index: number): void {
  const span = (kernelSize - 1) * dilation + 1
  if (span <= 2 * length - 1) return
  throw new AppError(
    'bad-input',
    `Block ${index + 1}: the kernel spans ${span} samples, but only ${length} arrive, so its outer taps would see padding alone.`,
    `Use a kernel or dilation that spans at most ${2 * length - 1} samples, or pool less before it.`,
  )
}

function pooledLength(length: number, pooling: Extract<Pooling, { size: number }>, index: number): number {
  const pooled = Math.floor(length / pooling.size)
  if (pooled >= 1) return pooled
  throw new AppError(
    'bad-input',
    `Block ${index + 1}: pooling by ${pooling.size} needs at least ${pooling.size} samples, but only ${length} arrive.`,
    'Remove this pooling or a block before it.',
  )
}
