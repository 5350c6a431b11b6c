import { foldsPerRepeat, partCounts, type SplitSummary } from '../../../../electron/shared/split.ts'
import { formatCount } from '../../../composables/format.ts'

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)

/** How large a split's parts are: `45,866 + 5,155 + 49,712 beats`, or `2 × 5 folds, 109,446 beats`. */
export function splitSizeText(split: SplitSummary): string {
  if (split.folds.length === 1) {
    const sizes = (['train', 'validation', 'test'] as const).map((part) => formatCount(sum(partCounts(split, part))))
    return `${sizes.join(' + ')} beats`
  }
  const perRepeat = foldsPerRepeat(split)
  const repeats = split.folds.length / perRepeat
  const folds = `${repeats > 1 ? `${repeats} × ` : ''}${perRepeat} folds`
  return `${folds}, ${formatCount(sum(partCounts(split, 'test')))} beats`
}

/** Why a data set cannot be parted by patient, and what to do; null where it can. */
export function whyNoPatientSplits(dataSet: {
  records: readonly unknown[]
  provenance: { source: string }
}): string | null {
  if (dataSet.records.length > 0) return null
  if (dataSet.provenance.source === 'synthetic')
    return 'Generated beats come from no patient, so that there is nobody to keep apart.'
  return (
    'This source does not say which recording, and so which patient, a beat comes from. To part beats by patient, import ' +
    'the original recordings: their beats know their records.'
  )
}
