import type { Explanation } from '../../../electron/shared/explanation.ts'

/** What a place of the gallery holds while it is computed, and after. */
export type FigureCell =
  { state: 'loading' } | { state: 'ready'; explanation: Explanation } | { state: 'failed'; message: string }
