import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { toErrorData } from '../../../../electron/shared/appError.ts'
import type { RunCurves } from '../../../../electron/shared/runScores.ts'
import { useComparedRuns, type ScoredPart } from '../../../stores/comparedRuns.ts'
import type { ChosenRun } from './runChoice.ts'

/** What is known of the curves of some runs: those without logits have a reason instead. */
export interface ReadCurves {
  curves: ReadonlyMap<number, RunCurves>
  /** Runs whose logits are not kept, which have no curves. */
  withoutLogits: number
  /** Why the others could not be read. */
  failures: string[]
}

const nothing: ReadCurves = { curves: new Map(), withoutLogits: 0, failures: [] }
const readsAtOnce = 3

/** Reads the curves of the given runs, a few at a time; what has been read so far is there at once. */
export function useRunCurves(runs: () => readonly ChosenRun[], part: () => ScoredPart) {
  const store = useComparedRuns()
  const read = shallowRef<ReadCurves>(nothing)
  const isReading = ref(false)
  let call = 0

  async function load(): Promise<void> {
    const mine = ++call
    const [waiting, asked] = [[...runs()], part()]
    const curves = new Map<number, RunCurves>()
    const failures: string[] = []
    let withoutLogits = 0
    isReading.value = waiting.length > 0
    async function readOn(): Promise<void> {
      for (let next = waiting.shift(); next && mine === call; next = waiting.shift()) {
        try {
          curves.set(next.run.runId, await store.readCurves(next.run, asked))
        } catch (reason) {
          const { code, message } = toErrorData(reason)
          if (code === 'not-found') withoutLogits++
          else failures.push(message)
        }
        if (mine === call) read.value = { curves: new Map(curves), withoutLogits, failures: [...failures] }
      }
    }
    await Promise.all(Array.from({ length: readsAtOnce }, readOn))
    if (mine !== call) return
    if (curves.size + withoutLogits + failures.length === 0) read.value = nothing
    isReading.value = false
  }

  watch(() => [part(), ...runs().map(({ run }) => `${run.runId} ${run.scores.timesScored}`)].join(), load, {
    immediate: true,
  })
  onScopeDispose(() => call++)
  return { read, isReading, load }
}
