import type { Figure } from '../../electron/shared/figures/mark.ts'
import { formatScore } from '../composables/format.ts'
import { intervalRowsFigure, type IntervalRow } from './intervalRows.ts'

/** A variant with what is drawn of it. */
export interface ScoredVariant {
  name: string
  isBaseline: boolean
  mean: number | null
  sd: number | null
  interval: readonly [number, number] | null
  scores: readonly number[]
  published: number | null
  /** A test tells it from the baseline. */
  isTold: boolean
  /** "↑ higher": what a test says of it; nothing where there is none. */
  verdict: string
}

interface ScoresFigureOptions {
  width: number
  title: string
  axisTitle: string
}

/** Scores of all variants with their intervals on one axis: the table's plots as one picture. */
export function scoresFigure(variants: readonly ScoredVariant[], options: ScoresFigureOptions): Figure {
  const rows = variants.map((variant): IntervalRow => ({
    name: variant.name,
    detail: variant.isBaseline ? 'baseline' : variant.verdict,
    mean: variant.mean,
    interval: variant.interval,
    points: variant.scores.length > 1 ? variant.scores : [],
    published: variant.published,
    text: variant.sd === null ? formatScore(variant.mean) : `${formatScore(variant.mean)} ± ${formatScore(variant.sd)}`,
    isFilled: variant.isBaseline || variant.isTold,
  }))
  const reference = variants.find(({ isBaseline }) => isBaseline)?.mean ?? null
  return intervalRowsFigure(rows, {
    ...options,
    reference,
    left: 300,
    right: 110,
    writeTick: (tick) => tick.toFixed(tick * 100 === Math.round(tick * 100) ? 2 : 3),
  })
}
