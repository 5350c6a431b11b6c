import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Bridge } from '../../../electron/shared/contract/bridge.ts'
import type { StudyStatistics } from '../../../electron/shared/studyStatistics.ts'
import { setBridge } from '../../../renderer/bridge.ts'
import { useStudyStatistics } from '../../../renderer/stores/studyStatistics.ts'
import { comparison, studyStatistics, studyTable, tableRun } from '../../support/studyTable.ts'
import { tableRow } from '../../support/tableRow.ts'

interface Asked {
  input: unknown
  answer: (statistics: StudyStatistics) => void
  fail: (reason: Error) => void
}
let asked: Asked[]

beforeEach(() => {
  asked = []
  setActivePinia(createPinia())
  setBridge({
    invoke: (_command: string, input: unknown) =>
      new Promise((answer, fail) => asked.push({ input, answer: answer as Asked['answer'], fail })),
  } as unknown as Bridge)
})

const tableOf = (...runIds: number[]) =>
  studyTable([tableRow({ name: 'a', variantId: 1, runs: runIds.map((id) => tableRun(id, id, 0.9)) })])

describe('the statistics of the open study', () => {
  it('are asked for once as long as table and region stay the same', async () => {
    const store = useStudyStatistics()
    const first = store.follow(tableOf(1), 0.01)
    void store.follow(tableOf(1), 0.01)
    expect(asked.map(({ input }) => input)).toEqual([{ id: 1, part: 'test', region: 0.01 }])
    expect(store.isLoading).toBe(true)
    asked[0]!.answer(studyStatistics(comparison()))
    await first
    expect(store.isLoading).toBe(false)
    expect(store.latest?.persons).toBeNull()
    void store.follow(tableOf(1), 0.02)
    void store.follow(tableOf(1, 2), 0.02)
    expect(asked).toHaveLength(3)
  })

  it('are of the table that was asked for last, whatever order the answers come in', async () => {
    const store = useStudyStatistics()
    const [early, late] = [store.follow(tableOf(1), 0.01), store.follow(tableOf(1, 2), 0.01)]
    asked[1]!.answer(studyStatistics(comparison(), { resamples: 2 }))
    asked[0]!.answer(studyStatistics(comparison(), { resamples: 1 }))
    await Promise.all([early, late])
    expect(store.latest?.resamples).toBe(2)
  })

  it('stay to be seen while new ones of the same part are computed, and go with the part', async () => {
    const store = useStudyStatistics()
    const first = store.follow(tableOf(1), 0.01)
    asked[0]!.answer(studyStatistics(comparison()))
    await first
    void store.follow(tableOf(1, 2), 0.01)
    expect(store.latest).not.toBeNull()
    void store.follow({ ...tableOf(1, 2), part: 'validation' }, 0.01)
    expect(store.latest).toBeNull()
  })

  it('can be asked for again after a failure', async () => {
    const store = useStudyStatistics()
    const first = store.follow(tableOf(1), 0.01)
    asked[0]!.fail(new Error('no memory'))
    await first
    expect(store.error).toBeInstanceOf(Error)
    void store.follow(tableOf(1), 0.01)
    expect(asked).toHaveLength(2)
    expect(store.error).toBeNull()
  })

  it('are not asked for where no run has finished', async () => {
    const store = useStudyStatistics()
    await store.follow(tableOf(), 0.01)
    expect(asked).toEqual([])
    expect(store.isLoading).toBe(false)
  })
})
