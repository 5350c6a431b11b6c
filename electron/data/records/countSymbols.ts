import { isBeatSymbol } from '../../shared/beatSymbol.ts'
import type { WfdbAnnotation } from '../wfdb/readAnnotations.ts'

type Counts = Record<string, number>

/** Annotations by symbol: beats, and everything else. */
export function countSymbols(annotations: readonly WfdbAnnotation[]): { beatSymbols: Counts; otherSymbols: Counts } {
  const beatSymbols: Counts = {}
  const otherSymbols: Counts = {}
  for (const { symbol } of annotations) {
    const counts = isBeatSymbol(symbol) ? beatSymbols : otherSymbols
    counts[symbol] = (counts[symbol] ?? 0) + 1
  }
  return { beatSymbols, otherSymbols }
}
