/**
 * The beat annotations of WFDB (https://physionet.org/physiotools/wag/annot-5.htm), with their meaning; all others mark
 * rhythm, noise, waves or comments.
 */
export const beatSymbolNames = {
  N: 'Normal beat',
  L: 'Left bundle branch block beat',
  R: 'Right bundle branch block beat',
  B: 'Bundle branch block beat, side not told',
  e: 'Atrial escape beat',
  j: 'Nodal escape beat',
  n: 'Supraventricular escape beat',
  A: 'Atrial premature beat',
  a: 'Aberrated atrial premature beat',
  J: 'Nodal premature beat',
  S: 'Supraventricular premature beat',
  V: 'Premature ventricular contraction',
  r: 'R-on-T premature ventricular contraction',
  E: 'Ventricular escape beat',
  F: 'Fusion of ventricular and normal beat',
  '/': 'Paced beat',
  f: 'Fusion of paced and normal beat',
  Q: 'Unclassifiable beat',
  '?': 'Beat not classified during learning',
} as const

export type BeatSymbol = keyof typeof beatSymbolNames

/**
 * Labels 0..4 = N S V F Q of the beat symbols by ANSI/AAMI EC57. `B`, `n`, `r` and `?`, which the MIT-BIH Arrhythmia
 * Database has none of, go where WFDB's own map puts them (`ecgmap.h`), and `?` among the unknown.
 */
export const ec57Labels: Readonly<Record<BeatSymbol, number>> = {
  ...{ N: 0, L: 0, R: 0, B: 0, e: 0, j: 0, n: 0 },
  ...{ A: 1, a: 1, J: 1, S: 1 },
  ...{ V: 2, r: 2, E: 2 },
  F: 3,
  ...{ '/': 4, f: 4, Q: 4, '?': 4 },
}

/** What differs from {@link ec57Labels}: a label 0..4, or null for a symbol whose beats are left out. */
export type SymbolMapping = Readonly<Record<string, number | null>>

/** The label of each symbol whose beats are taken: EC57's, changed as `mapping` says. */
export function labelsOfSymbols(mapping: SymbolMapping = {}): Map<string, number> {
  const labels = new Map<string, number>(Object.entries(ec57Labels))
  for (const [symbol, label] of Object.entries(mapping)) {
    if (label === null) labels.delete(symbol)
    else labels.set(symbol, label)
  }
  return labels
}

export function isBeatSymbol(symbol: string): symbol is BeatSymbol {
  return Object.hasOwn(beatSymbolNames, symbol)
}

/** A record of a pacemaker: most of its beats are paced, as in MIT-BIH's 102, 104, 107 and 217. */
export function isPaced(symbols: Readonly<Record<string, number>>): boolean {
  const beats = Object.entries(symbols).filter(([symbol]) => isBeatSymbol(symbol))
  const all = beats.reduce((sum, [, count]) => sum + count, 0)
  return 2 * (symbols['/'] ?? 0) > all
}

/** Why beats cannot be labelled so, in words, or null. */
export function problemOfMapping(mapping: SymbolMapping): string | null {
  const foreign = Object.keys(mapping).filter((symbol) => mapping[symbol] !== null && !isBeatSymbol(symbol))
  if (foreign.length > 0) return `${foreign.join(' ')} ${foreign.length === 1 ? 'marks' : 'mark'} no beat.`
  return labelsOfSymbols(mapping).size === 0 ? 'All symbols are left out: no beat is left.' : null
}
