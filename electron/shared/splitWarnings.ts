import { beatClasses } from './beatClass.ts'
import { fewestBeatsOfClass, parts, type SplitSummary } from './split.ts'

/** What is to be known before training on a split, in plain words: classes that are missing from a part, or nearly so. */
export function splitWarnings({ folds, headlineClasses }: Pick<SplitSummary, 'folds' | 'headlineClasses'>): string[] {
  const warnings: string[] = []
  for (const part of parts) {
    const missing = beatClasses.filter((_, label) => folds.some(({ counts }) => counts[part][label] === 0))
    if (missing.length === 0) continue
    const many = missing.length > 1
    const where = folds.length > 1 ? `the ${part} part of at least one fold` : `the ${part} part`
    warnings.push(`${many ? 'Classes' : 'Class'} ${missing.join(', ')} ${many ? 'have' : 'has'} no beats in ${where}.`)
  }
  const rare = beatClasses.filter((_, label) => !headlineClasses.includes(label))
  if (rare.length > 0)
    warnings.push(
      `${rare.join(', ')}: fewer than ${fewestBeatsOfClass} beats to train or to test on, so the headline macro F1 is over ` +
        `the other classes.`,
    )
  return warnings
}
