import type { FactorEffect } from '../../../../electron/shared/studyStatistics.ts'

/** What can be said of one factor by its interval, in a word or two. */
export interface EffectVerdict {
  text: 'raises' | 'lowers' | 'not told from 0' | 'one seed'
  /** The interval lies on one side of 0. */
  isTold: boolean
}

/** By its 95 % interval over seeds; no correction is made for the number of factors. */
export function effectVerdict({ interval }: Pick<FactorEffect, 'interval'>): EffectVerdict {
  if (interval === null) return { text: 'one seed', isTold: false }
  if (interval[0] > 0) return { text: 'raises', isTold: true }
  if (interval[1] < 0) return { text: 'lowers', isTold: true }
  return { text: 'not told from 0', isTold: false }
}
