import { beatClasses, classCount } from './beatClass.ts'
import type { ConfusionScores } from './metrics.ts'

/** Macro F1 over the classes that have enough beats to say something (see `headlineClassesOf`). */
export function headlineF1(
  { macroF1, classF1 }: Pick<ConfusionScores, 'macroF1' | 'classF1'>,
  classes: readonly number[],
): number {
  if (isOfAllClasses(classes)) return macroF1
  return classes.reduce((sum, label) => sum + (classF1[label] ?? 0), 0) / classes.length
}

/** What that score is called: it names its classes unless it is of all. */
export function headlineTitle(classes: readonly number[]): string {
  return isOfAllClasses(classes) ? 'Macro F1' : `Macro F1 of ${classes.map((label) => beatClasses[label]).join(' ')}`
}

export function isOfAllClasses(classes: readonly number[]): boolean {
  return classes.length === classCount
}
