import type { RunUsage } from '../../shared/run.ts'

/** Measures what a training takes of the computer. */
export interface UsageMeter {
  /** The trainer is ready. */
  ready(): void
  /** An epoch came in, while so many trainings went on; answers how long it took, in ms. */
  epoch(trainings: number): number
  memory(peakBytes: number): void
  /** The result is stored. */
  end(): void
  usage(): RunUsage
}

export function createUsageMeter(): UsageMeter {
  let at = performance.now()
  let epochsMs = 0
  let trainingsSum = 0
  const usage: RunUsage = { peakBytes: null, startMs: null, epochMs: null, epochs: 0, endMs: null, sideBySide: 1 }
  const lap = () => {
    const before = at
    at = performance.now()
    return at - before
  }
  return {
    ready: () => void (usage.startMs = lap()),
    epoch: (trainings) => {
      const ms = lap()
      usage.epochs += 1
      usage.epochMs = (epochsMs += ms) / usage.epochs
      usage.sideBySide = (trainingsSum += trainings) / usage.epochs
      return ms
    },
    memory: (peakBytes) => void (usage.peakBytes = Math.max(usage.peakBytes ?? 0, peakBytes)),
    end: () => void (usage.endMs = lap()),
    usage: () => ({ ...usage }),
  }
}
