import type { Scores } from '../../../electron/shared/run.ts'

/** "scored 2 times, 3 later looks at test beats": how often a part has been seen; empty where it was scored once. */
export function describeViews({ part, looks, timesScored }: Pick<Scores, 'part' | 'looks' | 'timesScored'>): string {
  const scored = timesScored > 1 ? [`scored ${timesScored} times`] : []
  const looked = looks > 0 ? [`${looks} later ${looks === 1 ? 'look' : 'looks'} at ${part} beats`] : []
  return [...scored, ...looked].join(', ')
}
