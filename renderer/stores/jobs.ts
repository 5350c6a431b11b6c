import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Job } from '../../electron/shared/job.ts'
import { useBridge } from '../bridge.ts'
import { useNotices } from './notices.ts'

/** Imports, repetitions and other long work beside the queue. */
export const useJobs = defineStore('jobs', () => {
  const bridge = useBridge()
  const notices = useNotices()
  const byId = shallowRef(new Map<number, Job>())
  const list = computed(() => [...byId.value.values()].sort((a, b) => b.id - a.id))
  const running = computed(() => list.value.filter((job) => job.state === 'running'))

  async function load(): Promise<void> {
    const jobs = await bridge.invoke('job.list', {})
    byId.value = new Map(jobs.map((job) => [job.id, job]))
  }

  function update(job: Job): void {
    byId.value = new Map(byId.value).set(job.id, job)
  }

  /** Puts in a job that was just asked for, unless an event has told of it already. */
  function put(job: Job): void {
    if (!byId.value.has(job.id)) update(job)
  }

  /** Repetitions go on while other screens are looked at, so their end is told on all of them. */
  function tellRepetition({ kind, state, title, message, error }: Job): void {
    if (kind !== 'repeat') return
    if (state === 'failed' && error)
      notices.add({ tone: 'error', message: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) })
    if (state !== 'finished') return
    if (message.startsWith('identical')) notices.say(`${title}. It is ${message}.`)
    else
      notices.add({ tone: 'error', message: `${title}. It is ${message}.`, hint: 'Its run in Runs says what differs.' })
  }

  const find = (id: number) => byId.value.get(id) ?? null
  /** The latest repetition of a run in this session of the engine. */
  const repetitionOf = (runId: number) => list.value.find((job) => job.kind === 'repeat' && job.runId === runId) ?? null
  const cancel = (id: number) => bridge.invoke('job.cancel', { id })

  bridge.on('job.change', (job) => {
    update(job)
    tellRepetition(job)
  })
  bridge.onConnection((state) => {
    if (state === 'ready') void load()
  })

  return { list, running, load, put, find, repetitionOf, cancel }
})
