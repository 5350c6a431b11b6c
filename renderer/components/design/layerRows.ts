import type { Architecture } from '../../../electron/shared/architecture.ts'
import { layersOf, type LayerSpec } from '../../../electron/shared/network.ts'
import { macsOf, parametersOf, type NetworkRow, type NetworkSummary } from '../../../electron/shared/networkSummary.ts'
import { describeBlock, describeDense, describeRecurrent } from './describeDesign.ts'
import { partName, placeOf } from './designPart.ts'

/** One line of the table of layers. */
export interface LayerRow {
  key: string
  kind: NetworkRow['kind'] | 'join'
  /** Place that the line chooses. */
  place: number
  name: string
  operation: string
  /** "187 × 32"; channels alone for a vector. */
  size: { length: number | null; channels: number; pooled: number | null }
  /** In samples; null where the whole beat is seen, undefined where it says nothing of its own. */
  receptiveField: number | null | undefined
  parameters: number
  macs: number
}

/** The layers of an architecture in lines that add up to its totals: a join stands on its own behind its layer. */
export function layerRows(architecture: Architecture, summary: NetworkSummary): LayerRow[] {
  const layers = layersOf(architecture, summary.inputLength)
  return summary.rows.flatMap((row) => {
    const joins = layers.filter(({ name }) => name === `${row.name}.join` || name === `${row.name}.joinNorm`)
    const main = mainRow(architecture, row)
    if (joins.length === 0) return [main]
    const join = joinRow(architecture, main, joins)
    return [{ ...main, parameters: main.parameters - join.parameters, macs: main.macs - join.macs }, join]
  })
}

function mainRow(architecture: Architecture, row: NetworkRow): LayerRow {
  const { kind, index, conv, output, parameters, macs } = row
  const pooled = output.length === conv.length ? null : output.length
  return {
    key: `${kind} ${index}`,
    kind,
    place: placeOf(architecture, kind === 'dense' ? { part: 'head', index: null } : { part: kind, index }),
    name: kind === 'dense' ? `Dense ${index + 1}` : partName(architecture, { part: kind, index }),
    operation: operationOf(architecture, row),
    size: { length: kind === 'dense' ? null : conv.length, channels: conv.channels, pooled },
    receptiveField: row.receptiveField?.samples ?? null,
    parameters,
    macs,
  }
}

function operationOf({ blocks, recurrent, head }: Architecture, { kind, index }: NetworkRow): string {
  if (kind === 'dense') return describeDense(head, index)
  const [block, layer] = [blocks[index], recurrent[index]]
  if (kind === 'block') return block ? describeBlock(block) : ''
  return layer ? describeRecurrent(layer) : ''
}

function joinRow(architecture: Architecture, main: LayerRow, layers: readonly LayerSpec[]): LayerRow {
  const sum = (count: (layer: LayerSpec) => number) => layers.reduce((total, layer) => total + count(layer), 0)
  return {
    ...main,
    key: `${main.key} join`,
    kind: 'join',
    name: 'Join',
    operation: describeJoin(architecture, layers),
    size: { ...main.size, pooled: null },
    receptiveField: undefined,
    parameters: sum(parametersOf),
    macs: sum(macsOf),
  }
}

/** "+ input of block 2", "+ input of LSTM 1 by conv k1, layer norm". */
function describeJoin(architecture: Architecture, layers: readonly LayerSpec[]): string {
  return layers
    .map((layer) => {
      if (layer.type !== 'join') return 'layer norm'
      const [, part, number] = /^(block|recurrent)(\d+)/.exec(layer.from) ?? []
      const name = partName(architecture, { part: part === 'block' ? 'block' : 'recurrent', index: Number(number) - 1 })
      const stride = layer.stride > 1 ? ` s${layer.stride}` : ''
      return `+ input of ${name}${layer.projects ? ` by conv k1${stride}` : ''}`
    })
    .join(', ')
}
