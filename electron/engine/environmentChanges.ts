import type { RunEnvironment } from '../shared/run.ts'

const nouns: { [K in Exclude<keyof RunEnvironment, 'changes'>]: string } = {
  beatbench: 'Beatbench',
  node: 'Node',
  tensorflow: 'TensorFlow',
  cpu: 'processor',
  threads: 'threads',
  oneDnn: 'oneDNN',
}

/** What is not as it was, in words: `TensorFlow 2.21.0, was 2.20.0`. Nothing where no environment is known of before. */
export function environmentChanges(before: RunEnvironment | null, now: RunEnvironment): string[] {
  if (before === null) return []
  const keys = Object.keys(nouns) as (keyof typeof nouns)[]
  return keys
    .filter((key) => before[key] !== now[key])
    .map((key) => `${nouns[key]} ${wordOf(now[key])}, was ${wordOf(before[key])}`)
}

function wordOf(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
}
