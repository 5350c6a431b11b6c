import type { Architecture } from '../../../electron/shared/architecture.ts'
import type { DesignPlace } from '../../../electron/shared/network.ts'

/** A part of a network that can be chosen: a block, a recurrent layer, or the head, whose index is null. */
export type DesignPart = Pick<DesignPlace, 'part' | 'index'>

/** The place of the head: blocks come first, then recurrent layers, then the head. */
export function headPlace({ blocks, recurrent }: Architecture): number {
  return blocks.length + recurrent.length
}

/** The part at a place; whatever lies behind the layers is the head. */
export function partAt(architecture: Architecture, place: number): DesignPart {
  const blocks = architecture.blocks.length
  if (place < blocks) return { part: 'block', index: place }
  if (place < headPlace(architecture)) return { part: 'recurrent', index: place - blocks }
  return { part: 'head', index: null }
}

/** The place of a part. */
export function placeOf(architecture: Architecture, { part, index }: DesignPart): number {
  if (part === 'head' || index === null) return headPlace(architecture)
  return part === 'block' ? index : architecture.blocks.length + index
}

/** "Block 2", "LSTM 1", "Head": a part as a reader calls it. */
export function partName(architecture: Architecture, { part, index }: DesignPart): string {
  if (part === 'head' || index === null) return 'Head'
  if (part === 'block') return `Block ${index + 1}`
  return `${(architecture.recurrent[index]?.cell ?? 'recurrent').toUpperCase()} ${index + 1}`
}
