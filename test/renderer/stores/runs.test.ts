import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Bridge } from '../../../electron/shared/contract/bridge.ts'
import type { Job } from '../../../electron/shared/job.ts'
import type { Run } from '../../../electron/shared/run.ts'
import { setBridge } from '../../../renderer/bridge.ts'
import { useJobs } from '../../../renderer/stores/jobs.ts'
import { useNotices } from '../../../renderer/stores/notices.ts'
import { useRuns } from '../../../renderer/stores/runs.ts'
import { runOf } from '../runOf.ts'

/** Commands in the order in which they were sent: "run.pause 3 now". */
let sent: string[]
let runs: Run[]
let tell: (event: string, data: unknown) => void

function createBridge(): Bridge {
  const listeners = new Map<string, ((data: never) => void)[]>()
  tell = (event, data) => listeners.get(event)?.forEach((listener) => listener(data as never))
  const answers: Record<string, unknown> = { 'run.list': runs, 'job.list': [], 'run.repeat': jobOf({}) }
  return {
    invoke: async (command, input) => {
      if (command !== 'run.list' && command !== 'job.list' && command !== 'study.list')
        sent.push([command, ...Object.values(input)].join(' '))
      return (answers[command] ?? []) as never
    },
    on: (event, listener) => {
      listeners.set(event, [...(listeners.get(event) ?? []), listener as (data: never) => void])
      return () => undefined
    },
    onConnection: () => () => undefined,
    host: { onMenu: () => () => undefined } as unknown as Bridge['host'],
  }
}

const jobOf = (change: Partial<Job>): Job => ({
  id: 7,
  kind: 'repeat',
  title: 'Repeat run 3: Model 1, seed 1',
  state: 'running',
  fraction: 0,
  message: '',
  error: null,
  dataSetId: null,
  runId: 3,
  ...change,
})

beforeEach(() => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  setActivePinia(createPinia())
  sent = []
  runs = []
})

async function storeOf(list: Run[]) {
  runs = list
  setBridge(createBridge())
  const store = useRuns()
  await vi.waitFor(() => expect(store.isLoaded).toBe(true))
  return store
}

describe('all runs at once', () => {
  it('pause after their epoch by the queue’s own command', async () => {
    const store = await storeOf([runOf({ id: 1, state: 'training' })])
    await store.pauseAll('epoch')
    expect(sent).toEqual(['queue.stop epoch'])
  })

  it('pause at once with the queue first, so that no other starts, and leave alone what is being scored', async () => {
    const store = await storeOf([
      runOf({ id: 1, state: 'training' }),
      runOf({ id: 2, state: 'evaluating' }),
      runOf({ id: 3, state: 'preparing' }),
      runOf({ id: 4, state: 'queued' }),
    ])
    await store.pauseAll('now')
    expect(sent).toEqual(['queue.pause', 'run.pause 1 now', 'run.pause 3 now'])
  })

  it('resume in their order, and the queue with them', async () => {
    const store = await storeOf([])
    await store.resumeAll([5, 4])
    expect(sent).toEqual(['run.resume 5', 'run.resume 4', 'queue.resume'])
  })
})

describe('a repetition', () => {
  it('is found by its run, the latest first, and its end is told on every screen', async () => {
    const store = await storeOf([])
    const jobs = useJobs()
    await store.repeat(3)
    expect(jobs.repetitionOf(3)?.state).toBe('running')
    expect(jobs.repetitionOf(4)).toBeNull()
    tell('job.change', jobOf({ state: 'finished', message: 'identical, bit for bit' }))
    expect(jobs.repetitionOf(3)?.state).toBe('finished')
    expect(useNotices().list).toMatchObject([
      { tone: 'success', message: 'Repeat run 3: Model 1, seed 1. It is identical, bit for bit.' },
    ])
  })

  it('that came out differently, or failed, is told as what needs a look', async () => {
    await storeOf([])
    useJobs()
    tell('job.change', jobOf({ state: 'finished', message: 'different' }))
    tell('job.change', jobOf({ id: 8, state: 'failed', error: { code: 'disk-full', message: 'The disk is full.' } }))
    expect(useNotices().list.map(({ tone, message }) => [tone, message])).toEqual([
      ['error', 'Repeat run 3: Model 1, seed 1. It is different.'],
      ['error', 'The disk is full.'],
    ])
  })
})
