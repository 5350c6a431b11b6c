import { classCount } from '../../../../electron/shared/beatClass.ts'
import {
  beatSymbolNames,
  ec57Labels,
  isBeatSymbol,
  type BeatSymbol,
  type SymbolMapping,
} from '../../../../electron/shared/beatSymbol.ts'
import type { RecordFacts } from '../../../../electron/shared/wfdbFolder.ts'

/** A beat symbol that occurs, and the class that its beats get; `label` null leaves them out. */
export interface SymbolRow {
  symbol: BeatSymbol
  name: string
  count: number
  label: number | null
  isChanged: boolean
}

type Symbols = Pick<RecordFacts, 'beatSymbols'>

/** The symbols of the records in the order of EC57's classes, the frequent ones first. */
export function symbolRows(records: readonly Symbols[], mapping: SymbolMapping): SymbolRow[] {
  return [...countSymbols(records)]
    .sort(([a, countA], [b, countB]) => ec57Labels[a] - ec57Labels[b] || countB - countA)
    .map(([symbol, count]) => {
      const label = labelOf(symbol, mapping)
      return { symbol, name: beatSymbolNames[symbol], count, label, isChanged: label !== ec57Labels[symbol] }
    })
}

/** Beats per class as they would be labelled, and those that would be left out by their symbol. */
export function mappedCounts(
  records: readonly Symbols[],
  mapping: SymbolMapping,
): { counts: number[]; leftOut: number } {
  const counts = new Array<number>(classCount).fill(0)
  let leftOut = 0
  for (const [symbol, count] of countSymbols(records)) {
    const label = labelOf(symbol, mapping)
    if (label === null) leftOut += count
    else counts[label]! += count
  }
  return { counts, leftOut }
}

/** The mapping with another class for one symbol; only what differs from EC57 stands in it. */
export function mapSymbol(mapping: SymbolMapping, symbol: BeatSymbol, label: number | null): SymbolMapping {
  const rest = Object.fromEntries(Object.entries(mapping).filter(([other]) => other !== symbol))
  return label === ec57Labels[symbol] ? rest : { ...rest, [symbol]: label }
}

function labelOf(symbol: BeatSymbol, mapping: SymbolMapping): number | null {
  const changed = mapping[symbol]
  return changed === undefined ? ec57Labels[symbol] : changed
}

function countSymbols(records: readonly Symbols[]): Map<BeatSymbol, number> {
  const counts = new Map<BeatSymbol, number>()
  for (const { beatSymbols } of records)
    for (const [symbol, count] of Object.entries(beatSymbols))
      if (isBeatSymbol(symbol)) counts.set(symbol, (counts.get(symbol) ?? 0) + count)
  return counts
}
