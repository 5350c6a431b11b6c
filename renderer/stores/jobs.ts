import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Job } from '../../electron/shared/job.ts'
import { useBridge } from '../bridge.ts'

/** Imports and other long work that is not a training. */
export const useJobs = defineStore('jobs', () => {
  const bridge = useBridge()
  const byId = shallowRef(new Map<number, Job>())
  const list = computed(() => [...byId.value.values()].sort((a, b) => b.id - a.id))
  const running = computed(() => list.value.filter((job) => job.state === 'running'))

  async function load(): Promise<void> {
    const jobs = await bridge.invoke('job.list', {})
    byId.value = new Map(jobs.map((job) => [job.id, job]))
  }

  function put(job: Job): void {
    byId.value = new Map(byId.value).set(job.id, job)
  }

  const find = (id: number) => byId.value.get(id) ?? null
  const cancel = (id: number) => bridge.invoke('job.cancel', { id })

  bridge.on('job.change', put)
  bridge.onConnection((state) => {
    if (state === 'ready') void load()
  })

  return { list, running, load, put, find, cancel }
})
