import type {
  Activation,
  Architecture,
  Block,
  Head,
  Join,
  Pooling,
  RecurrentLayer,
} from '../../../electron/shared/architecture.ts'
import { recurrentText } from '../../../electron/shared/recurrentText.ts'

/** "32–128, k3, LSTM 64", "32 each, k5, 5 joins": a design in a list. */
export function describeNetwork({ blocks, recurrent }: Architecture): string {
  return [describeBlocks(blocks), recurrentText(recurrent), countJoins([...blocks, ...recurrent])]
    .filter(Boolean)
    .join(', ')
}

/** "32, k3", "64–1024, k11–3", "32 each, k3": filters and kernels in a list; nothing without blocks. */
export function describeBlocks(blocks: readonly Block[]): string {
  if (blocks.length === 0) return ''
  const filters = blocks.map((block) => block.filters)
  const kernels = blocks.map((block) => block.kernelSize)
  return `${describeFilters(filters)}, k${describeRange(kernels)}`
}

function describeFilters(filters: readonly number[]): string {
  return filters.length > 1 && new Set(filters).size === 1 ? `${filters[0]} each` : describeRange(filters)
}

function describeRange(values: readonly number[]): string {
  if (new Set(values).size <= 1) return String(values[0] ?? '')
  const isOrdered = values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0))
  const isReversed = values.every((value, i) => i === 0 || value <= (values[i - 1] ?? 0))
  return isOrdered || isReversed ? `${values[0]}–${values.at(-1)}` : values.join(' ')
}

function countJoins(layers: readonly { join: Join | null }[]): string {
  const count = layers.filter(({ join }) => join !== null).length
  return count === 0 ? '' : `${count} ${count === 1 ? 'join' : 'joins'}`
}

/** More blocks than these are not listed one by one where they are all alike. */
const mostListed = 6

/** "5 blocks [32×3, 32×3, …]", "3 blocks [32×3, 64×3, 128×3], LSTM 64": for the head of the page. */
export function listLayers({ blocks, recurrent }: Architecture): string {
  const texts = blocks.map((b) => `${b.filters}×${b.kernelSize}${b.dilation > 1 ? `d${b.dilation}` : ''}`)
  const areAlike = texts.length > mostListed && new Set(texts).size === 1
  const list = areAlike ? `${texts[0]} each` : texts.join(', ')
  const count = `${blocks.length} ${blocks.length === 1 ? 'block' : 'blocks'}`
  return [blocks.length > 0 ? `${count} [${list}]` : '', recurrentText(recurrent)].filter(Boolean).join(', ')
}

const activationNames: Record<Exclude<Activation, 'none'>, string> = {
  relu: 'ReLU',
  'leaky-relu': 'leaky ReLU',
  gelu: 'GELU',
  tanh: 'tanh',
}
const normNames = { batch: 'BN', layer: 'LN', none: '' }
const reduceNames = {
  flatten: 'flatten',
  'global-average': 'global average',
  'global-max': 'global max',
  last: 'last state',
}

/** "Conv k3, BN, ReLU, pool 2", "Conv k5 s2, add, ReLU, max pool 5 s2": what a block does, for the table of layers. */
export function describeBlock(block: Block): string {
  const { kernelSize, stride, dilation, padding, bias } = block
  const conv = [
    `Conv k${kernelSize}`,
    stride > 1 ? `s${stride}` : '',
    dilation > 1 ? `d${dilation}` : '',
    padding === 'valid' ? 'valid' : '',
    bias ? '' : 'no bias',
  ]
  const steps = [
    conv.filter(Boolean).join(' '),
    normNames[block.normalisation],
    describeJoin(block.join),
    block.activation === 'none' ? '' : activationNames[block.activation],
    describePool(block.pooling),
    block.dropout > 0 ? `dropout ${block.dropout}` : '',
  ]
  return steps.filter(Boolean).join(', ')
}

/** "LSTM 64", "GRU 32 both ways, add & norm, dropout 0.2": what a recurrent layer does, for the table of layers. */
export function describeRecurrent({ cell, units, bidirectional, join, dropout }: RecurrentLayer): string {
  const steps = [
    `${cell.toUpperCase()} ${units}${bidirectional ? ' both ways' : ''}`,
    describeJoin(join),
    dropout > 0 ? `dropout ${dropout}` : '',
  ]
  return steps.filter(Boolean).join(', ')
}

function describeJoin(join: Join | null): string {
  if (!join) return ''
  return join.type === 'add' ? 'add' : 'add & norm'
}

/** "pool 2", "max pool 5 s2": nothing where nothing is pooled. */
function describePool(pooling: Pooling): string {
  if (pooling.type === 'none' || (pooling.size === 1 && pooling.stride === 1)) return ''
  const { type, size, stride } = pooling
  return `${type === 'max' ? 'max pool' : 'pool'} ${size}${stride === size ? '' : ` s${stride}`}`
}

/** "Flatten, dense, ReLU": what the dense layer number `index` of the head does; the last one gives the classes. */
export function describeDense(head: Head, index: number): string {
  const first = index === 0 ? [capitalised(reduceNames[head.reduce]), 'dense'] : ['Dense']
  if (index === head.dense.length) return [...first, 'softmax in loss'].join(', ')
  const after = head.activation === 'none' ? [] : [activationNames[head.activation]]
  return [...first, ...after, ...(head.dropout > 0 ? [`dropout ${head.dropout}`] : [])].join(', ')
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** What changed against the baseline, factor by factor: "depth 1 → 5", "kernel 3 → 5". Empty for equal designs. */
export function differencesTo(baseline: Architecture, design: Architecture): string[] {
  return aspects.flatMap(([name, read]) => {
    const [before, after] = [read(baseline), read(design)]
    return before === after || before === null || after === null ? [] : [`${name} ${before} → ${after}`]
  })
}

type Read = (design: Architecture) => string | null

/** One value where all blocks agree, else the list; null without blocks, where there is nothing to compare. */
const ofBlocks =
  (read: (block: Block) => string | number): Read =>
  ({ blocks }) =>
    listed(blocks.map(read))

const ofRecurrent =
  (read: (layer: RecurrentLayer) => string | number): Read =>
  ({ recurrent }) =>
    listed(recurrent.map(read))

function listed(values: (string | number)[]): string | null {
  if (values.length === 0) return null
  return new Set(values).size === 1 ? String(values[0]) : values.join(' ')
}

/** "none", "add over 2 at 3 5", each kind of join with the layers that it ends in. */
function joinsText(layers: readonly { join: Join | null }[]): string {
  const places = new Map<string, number[]>()
  layers.forEach(({ join }, index) => {
    if (!join) return
    const kind = `${join.type === 'add' ? 'add' : 'add & norm'}${join.span > 1 ? ` over ${join.span}` : ''}`
    places.set(kind, [...(places.get(kind) ?? []), index + 1])
  })
  return [...places].map(([kind, at]) => `${kind} at ${at.join(' ')}`).join(', ') || 'none'
}

const aspects: readonly [string, Read][] = [
  ['depth', ({ blocks }) => String(blocks.length)],
  ['recurrent', ({ recurrent }) => recurrentText(recurrent) || 'none'],
  ['filters', ofBlocks((block) => block.filters)],
  ['kernel', ofBlocks((block) => block.kernelSize)],
  ['stride', ofBlocks((block) => block.stride)],
  ['dilation', ofBlocks((block) => block.dilation)],
  ['padding', ofBlocks((block) => block.padding)],
  ['bias', ofBlocks((block) => (block.bias ? 'on' : 'off'))],
  ['norm', ofBlocks((block) => block.normalisation)],
  ['joins', ({ blocks }) => joinsText(blocks)],
  ['activation', ofBlocks((block) => block.activation)],
  ['pooling', ofBlocks(({ pooling }) => describePooling(pooling))],
  ['dropout', ofBlocks((block) => block.dropout)],
  ['recurrent joins', ({ recurrent }) => joinsText(recurrent)],
  ['recurrent dropout', ofRecurrent((layer) => layer.dropout)],
  ['head', ({ head }) => describeHead(head)],
]

/** "average 2", "max 5 by 2", "none". */
function describePooling(pooling: Pooling): string {
  if (pooling.type === 'none') return 'none'
  const { type, size, stride } = pooling
  return `${type} ${size}${stride === size ? '' : ` by ${stride}`}`
}

/** "flatten, 128": the head in a few words. */
function describeHead(head: Head): string {
  const parts = [reduceNames[head.reduce], ...head.dense.map(String)]
  if (head.dense.length > 0 && head.activation !== 'relu')
    parts.push(head.activation === 'none' ? 'no activation' : activationNames[head.activation])
  if (head.dropout > 0) parts.push(`dropout ${head.dropout}`)
  return parts.join(', ')
}
