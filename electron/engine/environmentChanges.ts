import type { RunEnvironment } from '../shared/run.ts'

const nouns: { [K in Exclude<keyof RunEnvironment, 'changes'>]: string } = {
  beatbench: 'Beatbench',
  node: 'Node',
  tensorflow: 'TensorFlow',
  cpu: 'processor',
  threads: 'threads',
  oneDnn: 'oneDNN',
  kernels: 'kernels',
}

/** What is not as it was, in words: `TensorFlow 2.21.0, was 2.20.0`. Nothing where no environment is known of before. */
export function environmentChanges(before: RunEnvironment | null, now: RunEnvironment): string[] {
  if (before === null) return []
  const keys = Object.keys(nouns) as (keyof typeof nouns)[]
  return keys
    .map((key) => ({ noun: nouns[key], is: wordOf(now[key]), was: wordOf(before[key]) }))
    .filter(({ is, was }) => is !== was)
    .map(({ noun, is, was }) => `${noun} ${is}, was ${was}`)
}

/** Left out are the kernels of runs from before there were others than the stock ones. */
function wordOf(value: string | number | boolean = 'stock'): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
}
