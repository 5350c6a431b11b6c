import type { PublishedScore } from './study.ts'

/** What a published number is, in words. */
export const publishedMetricNames: Record<PublishedScore['metric'], string> = {
  'macro-f1': 'macro F1',
  'weighted-f1': 'weighted F1',
  f1: 'F1 (average not told)',
  accuracy: 'accuracy',
}

/** For narrow columns; nothing for macro F1, which the other scores of a table are too. */
export const publishedMetricNotes: Record<PublishedScore['metric'], string> = {
  'macro-f1': '',
  'weighted-f1': 'weighted F1',
  f1: 'F1, avg. ?',
  accuracy: 'accuracy',
}

/** `0.917`, or `0.979 (F1, avg. ?)` where it is not macro F1. */
export function publishedText({ metric, value }: PublishedScore): string {
  const note = publishedMetricNotes[metric]
  return note === '' ? value.toFixed(3) : `${value.toFixed(3)} (${note})`
}

/** A published macro F1, which alone can stand on an axis with ours; null for other metrics. */
export function publishedMacroF1(published: PublishedScore | null): number | null {
  return published?.metric === 'macro-f1' ? published.value : null
}
