import { partBadge, type SplitSummary } from '../../../electron/shared/split.ts'
import { formatCount } from '../../composables/format.ts'

/** What validation scores of a split stand on: `validation, 851 beats, patients separate`; of folds, of each of them. */
export function describeValidation(split: SplitSummary | null): string {
  if (!split) return 'validation'
  const sizes = split.folds.map(({ counts }) => counts.validation.reduce((sum, count) => sum + count, 0))
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  const beats = least === most ? formatCount(least) : `${formatCount(least)} to ${formatCount(most)}`
  const folds = split.folds.length > 1 ? ` in each of ${split.folds.length} folds` : ''
  return `validation, ${beats} beats${folds}, ${partBadge(split, 'validation').text}`
}
