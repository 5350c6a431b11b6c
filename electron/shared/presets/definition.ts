import type { NewVariant } from '../study.ts'

/** A study from the literature, ready to be made: its variants with their recipes and published scores. */
export interface Preset {
  id: string
  title: string
  /** What the variants are, and what of them the source does not tell. */
  description: string
  source: string
  /** New each time; the first is the baseline. */
  variants(): NewVariant[]
}

/** The source of most presets. */
export const projectSource = 'SC4001 student project on ECG beats (GitHub HersheyZinc/SC4001_NN)'

/** `value` so many times. */
export const repeated = <T>(value: T, times: number): T[] => Array.from({ length: times }, () => value)
