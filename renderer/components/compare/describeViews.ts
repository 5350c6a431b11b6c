import type { Scores } from '../../../electron/shared/run.ts'

/** "scored 2 times, 3 later looks at test beats": how often a part has been seen; empty where it was scored once. */
export function describeViews({ part, looks, timesScored }: Pick<Scores, 'part' | 'looks' | 'timesScored'>): string {
  const scored = timesScored > 1 ? [`scored ${timesScored} times`] : []
  const looked = looks > 0 ? [`${looks} later ${looks === 1 ? 'look' : 'looks'} at ${part} beats`] : []
  return [...scored, ...looked].join(', ')
}

/** "1 of 3 runs was trained on and scored again": what the means of a row mix; empty where no run was. */
export function describeRescored(runs: readonly { scores: Pick<Scores, 'timesScored'> }[]): string {
  const count = runs.filter(({ scores }) => scores.timesScored > 1).length
  return count === 0
    ? ''
    : `${count} of ${runs.length} ${runs.length === 1 ? 'run' : 'runs'} ${count === 1 ? 'was' : 'were'} trained on and scored again`
}
