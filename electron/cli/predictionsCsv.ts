import { beatClasses } from '../shared/beatClass.ts'
import type { Output } from '../shared/contract/commands.ts'

const header = ['row', 'label', ...beatClasses, 'record', 'sample'].join(',')

/**
 * `row,label,N,S,V,F,Q,record,sample`, a line for each beat: logits as the shortest text that gives the same 32-bit number;
 * record and sample are empty where they are not known.
 */
export function predictionsCsv({ rows, labels, logits, records, samples }: Output<'run.predictions'>): string {
  const lines = rows.map((row, index) => {
    const origin = [quoted(records[index] ?? ''), samples[index] ?? '']
    return [row, labels[index], ...(logits[index] ?? []).map(shortestFloat32), ...origin].join(',')
  })
  return [header, ...lines].join('\n')
}

/** Names of records may hold commas. */
function quoted(text: string): string {
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Nine significant digits always tell two 32-bit numbers apart; most need fewer. */
export function shortestFloat32(value: number): string {
  const exact = Math.fround(value)
  if (exact !== value) return String(value)
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits)
    if (Math.fround(Number(text)) === exact) return String(Number(text))
  }
  return String(Number(value.toPrecision(9)))
}
