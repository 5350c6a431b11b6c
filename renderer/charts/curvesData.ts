import type { EpochMean, SeedCurve } from './aggregateSeeds.ts'
import type { CurveColour } from './variantStyle.ts'

/** One run's curve. */
export interface RunCurve extends SeedCurve {
  runId: number
  seed: number
  /** 0-based, of how many. */
  fold: number
  foldCount: number
  isLive: boolean
}

/** The runs of one variant. */
export interface VariantCurves {
  id: number
  name: string
  colour: CurveColour
  runs: readonly RunCurve[]
  /** Training loss of the same runs; empty where it is not drawn. */
  training: readonly SeedCurve[]
}

export interface CurvesData {
  quantity: 'loss' | 'macro-f1'
  xAxis: 'epoch' | 'time'
  /** 0 to 1, see {@link smoothCentred}. */
  smoothing: number
  variants: readonly VariantCurves[]
  /** The variant that stands out while the others step back; null for none. */
  focusId: number | null
}

/** With more than four coloured variants, seeds, bands and values are drawn for the one in focus only. */
export function isCrowded(data: Pick<CurvesData, 'variants'>): boolean {
  return data.variants.filter((variant) => variant.colour !== 'other').length > 4
}

/** Where a point lies on the horizontal axis: its epoch, or the seconds trained until then. */
export function xOf(point: EpochMean, axis: CurvesData['xAxis']): number {
  return axis === 'epoch' ? point.epoch : point.seconds
}
