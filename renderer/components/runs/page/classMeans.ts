import type { ClassScores, RunScores } from '../../../../electron/shared/runScores.ts'

type Rate = 'sensitivity' | 'positivePredictivity' | 'specificity'

/** Unweighted means over all five classes; an undefined rate counts as the 0 that it is taken as. */
export function classMeans({ classes }: Pick<RunScores, 'classes'>): Pick<ClassScores, Rate> {
  const mean = (rate: Rate) => classes.reduce((sum, scores) => sum + scores[rate], 0) / classes.length
  return {
    sensitivity: mean('sensitivity'),
    positivePredictivity: mean('positivePredictivity'),
    specificity: mean('specificity'),
  }
}
