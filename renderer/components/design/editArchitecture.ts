import {
  publishedBlock,
  publishedHead,
  type Architecture,
  type Block,
  type Head,
} from '../../../electron/shared/architecture.ts'

/** A copy of the block before `index` put at `index`; the published block where there is none. */
export function insertBlock(architecture: Architecture, index: number): Architecture {
  const model = architecture.blocks[index - 1] ?? architecture.blocks[index] ?? publishedBlock(32)
  return { ...architecture, blocks: architecture.blocks.toSpliced(index, 0, structuredClone(model)) }
}

/** The block without which the rest goes on; the last block of a network stays. */
export function removeBlock(architecture: Architecture, index: number): Architecture {
  if (architecture.blocks.length <= 1) return architecture
  return { ...architecture, blocks: architecture.blocks.toSpliced(index, 1) }
}

/** Takes a block from one place and puts it at another, both counted before the move. */
export function moveBlock(architecture: Architecture, from: number, to: number): Architecture {
  return { ...architecture, blocks: moveItem(architecture.blocks, from, to) }
}

/** One block with some of its fields changed. */
export function changeBlock(architecture: Architecture, index: number, change: Partial<Block>): Architecture {
  return {
    ...architecture,
    blocks: architecture.blocks.map((block, i) => (i === index ? { ...block, ...change } : block)),
  }
}

/** The head with some of its fields changed. */
export function changeHead(architecture: Architecture, change: Partial<Head>): Architecture {
  return { ...architecture, head: { ...architecture.head, ...change } }
}

/** The smallest sensible start: one published block under the published head. */
export function blankArchitecture(): Architecture {
  return { blocks: [publishedBlock(32)], head: publishedHead() }
}

/** A list with one item moved; places outside the list change nothing. */
export function moveItem<T>(items: readonly T[], from: number, to: number): T[] {
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length) return [...items]
  return items.toSpliced(from, 1).toSpliced(to, 0, item)
}
