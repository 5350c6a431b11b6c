import { computed, ref, watch } from 'vue'
import { toErrorData, type ErrorData } from '../../../electron/shared/appError.ts'
import type { Job } from '../../../electron/shared/job.ts'
import { useJobs } from '../../stores/jobs.ts'

/** Follows one job from its start to its end. `onFinished` gets the data set it made. */
export function useJob(onFinished: (dataSetId: number | null) => void) {
  const jobs = useJobs()
  const jobId = ref<number | null>(null)
  const startError = ref<ErrorData | null>(null)
  const job = computed(() => (jobId.value === null ? null : jobs.find(jobId.value)))
  const isRunning = computed(() => job.value?.state === 'running')
  const error = computed(() => startError.value ?? job.value?.error ?? null)

  /** Asks for the job; a refusal is kept in `error`. */
  async function start(ask: () => Promise<Job>): Promise<void> {
    startError.value = null
    jobId.value = null
    try {
      const started = await ask()
      jobs.put(started)
      jobId.value = started.id
    } catch (reason) {
      startError.value = toErrorData(reason)
    }
  }

  function reset(): void {
    jobId.value = null
    startError.value = null
  }

  const cancel = () => (jobId.value === null ? Promise.resolve() : jobs.cancel(jobId.value))

  watch(
    () => job.value?.state,
    (state) => {
      if (state === 'finished') onFinished(job.value?.dataSetId ?? null)
    },
  )

  return { job, isRunning, error, start, reset, cancel }
}
