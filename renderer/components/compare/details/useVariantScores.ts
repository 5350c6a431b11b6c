import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { RunScores } from '../../../../electron/shared/runScores.ts'
import { useComparedRuns, type ScoredPart, type ScoredRun } from '../../../stores/comparedRuns.ts'

/** All scores of a variant's runs, as far as they have been read. */
export interface VariantScores {
  runs: RunScores[]
  read: number
  all: number
}

const readsAtOnce = 3

/** Reads the scores of the given runs, a few at a time. What has been read so far is there at once. */
export function useVariantScores(runs: () => readonly ScoredRun[], part: () => ScoredPart) {
  const store = useComparedRuns()
  const state = shallowRef<VariantScores>({ runs: [], read: 0, all: 0 })
  const error = shallowRef<unknown>(null)
  const isReading = ref(false)
  let call = 0

  async function load(): Promise<void> {
    const mine = ++call
    const [waiting, asked] = [[...runs()], part()]
    const all = waiting.length
    const found: RunScores[] = []
    state.value = { runs: [], read: 0, all }
    error.value = null
    isReading.value = all > 0
    async function readOn(): Promise<void> {
      for (let run = waiting.shift(); run && mine === call; run = waiting.shift()) {
        found.push(await store.readScores(run, asked))
        if (mine === call) state.value = { runs: [...found], read: found.length, all }
      }
    }
    try {
      await Promise.all(Array.from({ length: readsAtOnce }, readOn))
    } catch (reason) {
      if (mine === call) error.value = reason
    } finally {
      if (mine === call) isReading.value = false
    }
  }

  watch(() => [part(), ...runs().map(({ runId, scores }) => `${runId} ${scores.timesScored}`)].join(), load, {
    immediate: true,
  })
  onScopeDispose(() => call++)
  return { state, error, isReading, load }
}
