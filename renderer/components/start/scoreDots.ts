import type { TableRow } from '../../../electron/shared/studyTable.ts'

export interface ScoreDot {
  name: string
  /** Places in percent of the plot's width. */
  at: number
  low: number
  high: number
  value: number
  isBaseline: boolean
}

export interface ScoreDots {
  dots: ScoreDot[]
  ticks: { at: number; text: string }[]
}

const roundSteps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]

/** Macro F1 of the variants on one axis, with their interval where more than one seed makes one. Null without scores. */
export function scoreDots(rows: readonly Pick<TableRow, 'name' | 'macroF1' | 'isBaseline'>[]): ScoreDots | null {
  const scored = rows.flatMap((row) => (row.macroF1 ? [{ ...row, macroF1: row.macroF1 }] : []))
  if (scored.length === 0) return null
  const ends = scored.flatMap(({ macroF1 }) => [macroF1.mean, ...(macroF1.interval ?? [])])
  const step = roundSteps.find((candidate) => (Math.max(...ends) - Math.min(...ends)) / candidate <= 4) ?? 1
  const first = Math.floor(Math.min(...ends) / step)
  const last = Math.max(first + 1, Math.ceil(Math.max(...ends) / step))
  const place = (value: number) => (100 * (value / step - first)) / (last - first)
  const digits = step < 0.1 ? 2 : 1
  return {
    dots: scored.map(({ name, macroF1, isBaseline }) => ({
      name,
      at: place(macroF1.mean),
      low: place(macroF1.interval?.[0] ?? macroF1.mean),
      high: place(macroF1.interval?.[1] ?? macroF1.mean),
      value: macroF1.mean,
      isBaseline,
    })),
    ticks: Array.from({ length: last - first + 1 }, (_, index) => ({
      at: (100 * index) / (last - first),
      text: ((first + index) * step).toFixed(digits),
    })),
  }
}
