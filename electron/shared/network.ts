import { AppError } from './appError.ts'
import type { Activation, Architecture, Block, Join } from './architecture.ts'
import { classCount } from './beatClass.ts'

/** Length in samples and channels of an activation map; `length` is 1 after the head has reduced it. */
export interface Shape {
  length: number
  channels: number
}

interface Named {
  name: string
  input: Shape
  output: Shape
}

export type Conv1dSpec = Named & {
  type: 'conv1d'
  kernelSize: number
  dilation: number
  stride: number
  padding: 'same' | 'valid'
  hasBias: boolean
}

export type RecurrentSpec = Named & {
  type: 'recurrent'
  cell: 'rnn' | 'gru' | 'lstm'
  units: number
  bidirectional: boolean
}

/** Adds what passed the fork `from`, through a convolution of kernel 1 and `stride` where `projects`. */
export type JoinSpec = Named & { type: 'join'; from: string; skip: Shape; stride: number; projects: boolean }

/** One layer of a network, ready to be built: what a trainer's layer module is made from. */
export type LayerSpec =
  | Conv1dSpec
  | RecurrentSpec
  | JoinSpec
  | (Named & { type: 'activation'; activation: Exclude<Activation, 'none'> })
  | (Named & { type: 'averagePool' | 'maxPool'; size: number; stride: number })
  | (Named & { type: 'dropout'; rate: number })
  /** Where a way around begins; its output is its input. */
  | (Named & { type: 'fork' })
  /** `lastState` of a bidirectional layer takes the first half at the end, the second at the beginning. */
  | (Named & { type: 'lastState'; bidirectional: boolean })
  | (Named & { type: 'batchNorm' | 'layerNorm' | 'globalAverage' | 'globalMax' | 'flatten' | 'dense' })

/** Where a design cannot be built: the part, its 0-based index (null in the head) and the field. */
export interface DesignPlace {
  part: 'block' | 'recurrent' | 'head'
  index: number | null
  field: string
}

/** A design that cannot be built, and where. Its message names the place in words too. */
export class DesignError extends AppError {
  readonly place: DesignPlace

  constructor(place: DesignPlace, message: string, hint: string) {
    super('bad-input', message, hint)
    this.place = place
  }
}

/**
 * The layers of an architecture in order, with their shapes, for beats of `inputLength` samples.
 * Names are those of weights in files and of layers in Explain: `block1.conv`, `recurrent1.cell`, `head.dense1`,
 * `head.output`.
 * @throws DesignError naming the block or layer that cannot be built and why.
 */
export function layersOf(architecture: Architecture, inputLength: number): LayerSpec[] {
  if (architecture.blocks.length + architecture.recurrent.length === 0)
    throw new DesignError(
      { part: 'head', index: null, field: 'blocks' },
      'The network has neither blocks nor recurrent layers.',
      'Add one.',
    )
  const list = new LayerList({ length: inputLength, channels: 1 })
  const forks = forksOf(architecture)
  architecture.blocks.forEach((block, index) => addBlock(list, block, { index, forks }))
  addRecurrent(list, architecture, forks)
  addHead(list, architecture)
  return list.layers
}

/** Layers so far and the shape that the last one gives. */
class LayerList {
  readonly layers: LayerSpec[] = []
  shape: Shape
  /** Shapes and strides at the forks, by name: how far the main way has been strided since. */
  readonly forks = new Map<string, { shape: Shape; stride: number; isStrided: boolean }>()

  constructor(shape: Shape) {
    this.shape = shape
  }

  add(layer: LayerSpec): void {
    this.layers.push(layer)
    this.shape = layer.output
  }

  fork(name: string): void {
    this.forks.set(name, { shape: this.shape, stride: 1, isStrided: true })
    this.add({ type: 'fork', name, input: this.shape, output: this.shape })
  }

  /** The main way was made shorter: by a stride that a way around can follow, or otherwise. */
  shorten(stride: number, isFollowed: boolean): void {
    for (const fork of this.forks.values()) {
      fork.stride *= stride
      fork.isStrided &&= isFollowed
    }
  }
}

/** Names of the forks that joins need: the layers whose input goes another way as well. */
function forksOf({ blocks, recurrent }: Architecture): Set<string> {
  const starts = (layers: { join: Join | null }[], name: string) =>
    layers.flatMap(({ join }, index) => (join ? [`${name}${index - join.span + 2}.skip`] : []))
  return new Set([...starts(blocks, 'block'), ...starts(recurrent, 'recurrent')])
}

function addBlock(list: LayerList, block: Block, { index, forks }: { index: number; forks: Set<string> }): void {
  const name = `block${index + 1}`
  if (forks.has(`${name}.skip`)) list.fork(`${name}.skip`)
  const { kernelSize, dilation, stride, padding } = block
  const input = list.shape
  const output = { length: convolvedLength(block, input.length, index), channels: block.filters }
  list.add({
    type: 'conv1d',
    name: `${name}.conv`,
    input,
    output,
    kernelSize,
    dilation,
    stride,
    padding,
    hasBias: block.bias,
  })
  if (output.length !== input.length) list.shorten(stride, padding === 'same')
  const { shape } = list
  if (block.normalisation !== 'none') {
    const type = block.normalisation === 'batch' ? 'batchNorm' : 'layerNorm'
    list.add({ type, name: `${name}.norm`, input: shape, output: shape })
  }
  if (block.join) addJoin(list, block.join, { part: 'block', index })
  if (block.activation !== 'none')
    list.add({
      type: 'activation',
      name: `${name}.activation`,
      activation: block.activation,
      input: shape,
      output: shape,
    })
  addPooling(list, block, index)
  addDropout(list, `${name}.dropout`, block.dropout)
}

function addPooling(list: LayerList, { pooling }: Block, index: number): void {
  if (pooling.type === 'none' || (pooling.size === 1 && pooling.stride === 1)) return
  const { size, stride } = pooling
  const input = list.shape
  const output = { length: pooledLength(input.length, pooling, index), channels: input.channels }
  const type = pooling.type === 'max' ? 'maxPool' : 'averagePool'
  list.add({ type, name: `block${index + 1}.pool`, input, output, size, stride })
  if (output.length !== input.length) list.shorten(stride, false)
}

function addDropout(list: LayerList, name: string, rate: number): void {
  if (rate > 0) list.add({ type: 'dropout', name, input: list.shape, output: list.shape, rate })
}

function addRecurrent(list: LayerList, { recurrent }: Architecture, forks: Set<string>): void {
  recurrent.forEach((layer, index) => {
    const { cell, units, bidirectional } = layer
    const name = `recurrent${index + 1}`
    if (forks.has(`${name}.skip`)) list.fork(`${name}.skip`)
    const output = { length: list.shape.length, channels: bidirectional ? 2 * units : units }
    list.add({ type: 'recurrent', name: `${name}.cell`, input: list.shape, output, cell, units, bidirectional })
    if (layer.join) addJoin(list, layer.join, { part: 'recurrent', index })
    addDropout(list, `${name}.dropout`, layer.dropout)
  })
}

const partNames = { block: 'Block', recurrent: 'Recurrent layer' } as const

function addJoin(list: LayerList, join: Join, { part, index }: { part: 'block' | 'recurrent'; index: number }): void {
  const title = `${partNames[part]} ${index + 1}`
  const place = { part, index, field: 'join' }
  const from = `${part}${index - join.span + 2}.skip`
  const fork = list.forks.get(from)
  if (!fork)
    throw new DesignError(
      place,
      `${title}: its join spans ${join.span} layers, but it is number ${index + 1} of its kind.`,
      `Use a span of at most ${index + 1}.`,
    )
  const { shape } = list
  if (!fork.isStrided && fork.shape.length !== shape.length)
    throw new DesignError(
      place,
      `${title}: ${fork.shape.length} samples enter the join's way around, but ${shape.length} come out of the layers beside it.`,
      'Between the two, leave out pooling and use padding "same"; the last block may pool after its join.',
    )
  list.add({
    type: 'join',
    name: `${part}${index + 1}.join`,
    input: shape,
    output: shape,
    from,
    skip: fork.shape,
    stride: fork.stride,
    projects: fork.shape.channels !== shape.channels || fork.shape.length !== shape.length,
  })
  if (join.type === 'add-norm')
    list.add({ type: 'layerNorm', name: `${part}${index + 1}.joinNorm`, input: shape, output: shape })
}

function addHead(list: LayerList, { head, recurrent }: Architecture): void {
  const input = list.shape
  const reduced = { length: 1, channels: head.reduce === 'flatten' ? input.length * input.channels : input.channels }
  const names = { flatten: 'flatten', 'global-average': 'globalAverage', 'global-max': 'globalMax' } as const
  if (head.reduce === 'last') {
    const last = recurrent.at(-1)
    if (!last)
      throw new DesignError(
        { part: 'head', index: null, field: 'reduce' },
        'Head: there is no last state without a recurrent layer.',
        'Add a recurrent layer, or reduce by flattening, average or maximum.',
      )
    list.add({ type: 'lastState', name: 'head.reduce', input, output: reduced, bidirectional: last.bidirectional })
  } else list.add({ type: names[head.reduce], name: 'head.reduce', input, output: reduced })
  head.dense.forEach((units, index) => {
    const output = { length: 1, channels: units }
    list.add({ type: 'dense', name: `head.dense${index + 1}`, input: list.shape, output })
    if (head.activation !== 'none')
      list.add({
        type: 'activation',
        name: `head.activation${index + 1}`,
        activation: head.activation,
        input: output,
        output,
      })
    addDropout(list, `head.dropout${index + 1}`, head.dropout)
  })
  list.add({ type: 'dense', name: 'head.output', input: list.shape, output: { length: 1, channels: classCount } })
}

/** Zeros that 'same' padding puts in front; the odd one goes behind, as PyTorch's and TensorFlow's do. */
export function samePadding({
  kernelSize,
  dilation,
  stride,
  input,
}: Pick<Conv1dSpec, 'kernelSize' | 'dilation' | 'stride' | 'input'>): number {
  const needed = (Math.ceil(input.length / stride) - 1) * stride + (kernelSize - 1) * dilation + 1 - input.length
  return Math.floor(Math.max(0, needed) / 2)
}

function convolvedLength({ kernelSize, dilation, stride, padding }: Block, length: number, index: number): number {
  const span = (kernelSize - 1) * dilation + 1
  const place = { part: 'block' as const, index, field: 'kernelSize' }
  if (padding === 'same') {
    if (span <= 2 * length - 1) return Math.ceil(length / stride)
    throw new DesignError(
      place,
      `Block ${index + 1}: the kernel spans ${span} samples, but only ${length} arrive, so its outer taps would see padding alone.`,
      `Use a kernel or dilation that spans at most ${2 * length - 1} samples, or pool less before it.`,
    )
  }
  if (span <= length) return Math.floor((length - span) / stride) + 1
  throw new DesignError(
    place,
    `Block ${index + 1}: the kernel spans ${span} samples, but only ${length} arrive, and there is no padding.`,
    `Use a kernel or dilation that spans at most ${length} samples, or padding "same".`,
  )
}

function pooledLength(length: number, pooling: { size: number; stride: number }, index: number): number {
  const pooled = Math.floor((length - pooling.size) / pooling.stride) + 1
  if (pooled >= 1) return pooled
  throw new DesignError(
    { part: 'block', index, field: 'pooling' },
    `Block ${index + 1}: pooling by ${pooling.size} needs at least ${pooling.size} samples, but only ${length} arrive.`,
    'Remove this pooling or a block before it.',
  )
}
