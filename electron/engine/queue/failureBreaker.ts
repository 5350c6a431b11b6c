/** Failures in a row, each soon after its start, after which something is wrong with more than one run. */
const failureLimit = 3
const soonMs = 15_000

/** Notices that trainers fail at once, one after another, so that the queue does not spin through all its runs. */
export interface FailureBreaker {
  /** A trainer could begin: all is well. */
  recordSuccess(): void
  /** True when this failure is one too many. */
  recordFailure(ranForMs: number): boolean
  reset(): void
}

export function createFailureBreaker(): FailureBreaker {
  let failures = 0
  const reset = () => {
    failures = 0
  }
  return {
    recordSuccess: reset,
    recordFailure: (ranForMs) => {
      failures = ranForMs <= soonMs ? failures + 1 : 0
      return failures >= failureLimit
    },
    reset,
  }
}
