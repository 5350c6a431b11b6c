import { AppError } from './appError.ts'
import type { Architecture } from './architecture.ts'
import { layersOf, samePadding, type LayerSpec, type Shape } from './network.ts'

/** The reach of one output cell, in input samples: width, step between neighbours, and where cell 0 begins. */
export interface ReceptiveField {
  samples: number
  step: number
  /** First input sample seen by cell 0; negative where it reaches into the padding. */
  start: number
}

/** Gates of a recurrent cell: weights and products come once for each. */
const gates = { rnn: 1, gru: 3, lstm: 4 } as const

/** Trainable parameters of a layer (weights and biases; scale and shift of norms, not running statistics). */
export function parametersOf(layer: LayerSpec): number {
  const { input, output } = layer
  switch (layer.type) {
    case 'conv1d':
      return layer.kernelSize * input.channels * output.channels + (layer.hasBias ? output.channels : 0)
    case 'recurrent':
      // Two biases, as in PyTorch.
      return (layer.bidirectional ? 2 : 1) * gates[layer.cell] * layer.units * (input.channels + layer.units + 2)
    case 'join':
      return layer.projects ? (layer.skip.channels + 1) * output.channels : 0
    case 'batchNorm':
    case 'layerNorm':
      return 2 * output.channels
    case 'dense':
      return (input.channels + 1) * output.channels
    default:
      return 0
  }
}

/** Multiply-accumulates of one beat through a layer: convolutions, recurrent and dense layers only, as is usual. */
export function macsOf(layer: LayerSpec): number {
  const { input, output } = layer
  switch (layer.type) {
    case 'conv1d':
      return output.length * layer.kernelSize * input.channels * output.channels
    case 'recurrent':
      return (
        (layer.bidirectional ? 2 : 1) * output.length * gates[layer.cell] * layer.units * (input.channels + layer.units)
      )
    case 'join':
      return layer.projects ? output.length * layer.skip.channels * output.channels : 0
    case 'dense':
      return input.channels * output.channels
    default:
      return 0
  }
}

/** What Design's table and the study table print of one architecture. */
export interface NetworkSummary {
  /** Samples of a beat. */
  inputLength: number
  rows: NetworkRow[]
  parameters: { conv: number; recurrent: number; norm: number; dense: number; total: number }
  macs: number
  /** After the last block: the whole beat where a recurrent layer follows. */
  receptiveField: ReceptiveField
}

/** One block, recurrent or dense layer. `conv` holds the map of the layer itself, before pooling. */
export interface NetworkRow {
  kind: 'block' | 'recurrent' | 'dense'
  name: string
  /** Index into `architecture.blocks`, `architecture.recurrent` or the dense layers (hidden ones, then the output). */
  index: number
  input: Shape
  conv: Shape
  output: Shape
  /** At the convolution's output; null for other layers, which see the whole beat. */
  receptiveField: ReceptiveField | null
  parameters: number
  macs: number
}

const kindOfCost = {
  conv1d: 'conv',
  join: 'conv',
  recurrent: 'recurrent',
  batchNorm: 'norm',
  layerNorm: 'norm',
  dense: 'dense',
} as const

/**
 * Shapes, parameters, MACs and receptive fields of an architecture, for beats of `inputLength` samples.
 * Receptive field by the recursion of Araujo et al., "Computing receptive fields of CNNs", Distill 2019.
 * @throws DesignError as {@link layersOf}.
 */
export function summarise(architecture: Architecture, inputLength: number): NetworkSummary {
  const layers = layersOf(architecture, inputLength)
  const rows: NetworkRow[] = []
  const parameters = { conv: 0, recurrent: 0, norm: 0, dense: 0, total: 0 }
  let field: ReceptiveField = { samples: 1, step: 1, start: 0 }
  for (const layer of layers) {
    field = widen(field, layer, inputLength)
    const count = parametersOf(layer)
    const cost = costOf(layer)
    parameters.total += count
    if (cost) parameters[cost] += count
    const kind = kindOfRow(layer)
    if (kind) {
      const index = rows.filter((row) => row.kind === kind).length
      const { input, output } = layer
      const name = kind === 'dense' ? layer.name : (layer.name.split('.')[0] ?? '')
      const receptiveField = kind === 'block' ? field : null
      rows.push({
        kind,
        name,
        index,
        input,
        conv: output,
        output,
        receptiveField,
        parameters: count,
        macs: macsOf(layer),
      })
      continue
    }
    const last = rows.at(-1)
    if (!last || !layer.name.startsWith(`${last.name}.`)) continue
    last.output = layer.output
    last.parameters += count
    last.macs += macsOf(layer)
  }
  const macs = layers.reduce((sum, layer) => sum + macsOf(layer), 0)
  return { inputLength, rows, parameters, macs, receptiveField: field }
}

function costOf({ type }: LayerSpec): (typeof kindOfCost)[keyof typeof kindOfCost] | null {
  return type in kindOfCost ? kindOfCost[type as keyof typeof kindOfCost] : null
}

function kindOfRow({ type }: LayerSpec): NetworkRow['kind'] | null {
  if (type === 'conv1d') return 'block'
  return type === 'recurrent' || type === 'dense' ? type : null
}

/** Where the cells of a map stand: cell i over the input samples from `cellStart + i * cellSamples` to the next one's. */
export interface MapCells {
  /** First sample of cell 0; negative where that begins before the beat. */
  cellStart: number
  cellSamples: number
}

/**
 * Where the cells of a convolution's map stand over a beat of `inputLength` samples, before its own pooling: each in the
 * middle of what it sees, as wide as the step to its neighbour. A middle between two samples is taken half a sample earlier.
 * @throws AppError `not-found` when the architecture has no convolution of that name.
 */
export function mapCellsOf(architecture: Architecture, layer: string, inputLength: number): MapCells {
  const row = summarise(architecture, inputLength).rows.find((candidate) => `${candidate.name}.conv` === layer)
  if (row?.receptiveField) {
    const { start, samples, step } = row.receptiveField
    return { cellStart: Math.floor(start + (samples - step) / 2), cellSamples: step }
  }
  throw new AppError(
    'not-found',
    `This network has no convolution ${layer}.`,
    'Take one of block1.conv, block2.conv, ...',
  )
}

/** What a cell sees after one more layer. */
function widen(field: ReceptiveField, layer: LayerSpec, inputLength: number): ReceptiveField {
  if (layer.type === 'recurrent') return { samples: inputLength, step: field.step, start: 0 }
  if (layer.type !== 'conv1d' && layer.type !== 'averagePool' && layer.type !== 'maxPool') return field
  const span = layer.type === 'conv1d' ? (layer.kernelSize - 1) * layer.dilation : layer.size - 1
  const padding = layer.type === 'conv1d' && layer.padding === 'same' ? samePadding(layer) : 0
  return {
    samples: field.samples + span * field.step,
    start: field.start - padding * field.step,
    step: field.step * layer.stride,
  }
}
