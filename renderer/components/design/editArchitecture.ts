import {
  publishedBlock,
  publishedHead,
  recurrentOf,
  type Architecture,
  type Block,
  type Head,
  type Join,
  type RecurrentLayer,
} from '../../../electron/shared/architecture.ts'

/** Kinds of layers that a network has a list of. */
export type LayerPart = 'block' | 'recurrent'
type Layer = { join: Join | null }

export const mostLayers: Record<LayerPart, number> = { block: 32, recurrent: 8 }

/** The layers of one kind. */
export function layersAt(architecture: Architecture, part: LayerPart): readonly Layer[] {
  return part === 'block' ? architecture.blocks : architecture.recurrent
}

function withLayers(
  architecture: Architecture,
  part: LayerPart,
  edit: <T extends Layer>(layers: readonly T[]) => T[],
): Architecture {
  return part === 'block'
    ? { ...architecture, blocks: edit(architecture.blocks) }
    : { ...architecture, recurrent: edit(architecture.recurrent) }
}

/**
 * A layer put in at `index`: the published block, or an LSTM of 64 units, where there is none of its kind; else a copy
 * of the one before, without its join where that spans more. Joins around the place span one more.
 */
export function insertLayer(architecture: Architecture, part: LayerPart, index: number): Architecture {
  if (layersAt(architecture, part).length === 0) return withFirst(architecture, part)
  return withLayers(architecture, part, (layers) => {
    const model = layers[index - 1] ?? layers[index]
    if (!model) return [...layers]
    const copy = structuredClone(model)
    const added = copy.join && copy.join.span > 1 ? { ...copy, join: null } : copy
    return layers
      .map((layer, at) => withSpan(layer, covers(layer, at, index - 1) && covers(layer, at, index) ? 1 : 0))
      .toSpliced(index, 0, added)
  })
}

function withFirst(architecture: Architecture, part: LayerPart): Architecture {
  return part === 'block'
    ? { ...architecture, blocks: [publishedBlock(32)] }
    : { ...architecture, recurrent: [recurrentOf({ cell: 'lstm', units: 64 })] }
}

/** How many layers a copy of the one at `index` takes: those that its join spans go with it. */
export function copiedLayers(architecture: Architecture, part: LayerPart, index: number): number {
  return Math.min(layersAt(architecture, part)[index]?.join?.span ?? 1, index + 1)
}

/** The layer at `index`, with those that its join spans, once more behind itself. */
export function copyLayer(architecture: Architecture, part: LayerPart, index: number): Architecture {
  const count = copiedLayers(architecture, part, index)
  return withLayers(architecture, part, (layers) =>
    layers
      .map((layer, at) => withSpan(layer, covers(layer, at, index) && covers(layer, at, index + 1) ? count : 0))
      .toSpliced(index + 1, 0, ...structuredClone(layers.slice(index + 1 - count, index + 1))),
  )
}

/**
 * The network without a layer; joins around it span one less. The last layer of a network stays. Without recurrent
 * layers there is no last state: the head then flattens.
 */
export function removeLayer(architecture: Architecture, part: LayerPart, index: number): Architecture {
  if (architecture.blocks.length + architecture.recurrent.length <= 1) return architecture
  const rest = withLayers(architecture, part, (layers) =>
    layers.map((layer, at) => withSpan(layer, covers(layer, at, index) ? -1 : 0)).toSpliced(index, 1),
  )
  if (rest.recurrent.length > 0 || rest.head.reduce !== 'last') return rest
  return { ...rest, head: { ...rest.head, reduce: 'flatten' } }
}

/** True where the join of the layer at `at` goes around the one at `index`, or is its own. */
function covers({ join }: Layer, at: number, index: number): boolean {
  return join !== null && index <= at && index > at - join.span
}

function withSpan<T extends Layer>(layer: T, more: number): T {
  if (!layer.join || more === 0) return layer
  return { ...layer, join: { ...layer.join, span: Math.max(1, layer.join.span + more) } }
}

/** Takes a layer from one place and puts it at another of its kind, both counted before the move. */
export function moveLayer(architecture: Architecture, part: LayerPart, from: number, to: number): Architecture {
  return withLayers(architecture, part, (layers) => moveItem(layers, from, to))
}

/** One block with some of its fields changed. */
export function changeBlock(architecture: Architecture, index: number, change: Partial<Block>): Architecture {
  const blocks = architecture.blocks.map((block, i) => (i === index ? { ...block, ...change } : block))
  return { ...architecture, blocks }
}

/** One recurrent layer with some of its fields changed. */
export function changeRecurrent(
  architecture: Architecture,
  index: number,
  change: Partial<RecurrentLayer>,
): Architecture {
  const recurrent = architecture.recurrent.map((layer, i) => (i === index ? { ...layer, ...change } : layer))
  return { ...architecture, recurrent }
}

/** The head with some of its fields changed. */
export function changeHead(architecture: Architecture, change: Partial<Head>): Architecture {
  return { ...architecture, head: { ...architecture.head, ...change } }
}

/** The smallest sensible start: one published block under the published head. */
export function blankArchitecture(): Architecture {
  return { blocks: [publishedBlock(32)], recurrent: [], head: publishedHead() }
}

/** A list with one item moved; places outside the list change nothing. */
export function moveItem<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length) return [...items]
  return items.toSpliced(from, 1).toSpliced(to, 0, item)
}
