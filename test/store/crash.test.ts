import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from '../../electron/store/openStore.ts'
import { temporaryFolder } from './temporaryStore.ts'

it('a process killed in the middle of a transaction leaves what was committed before, all of it and no more', async () => {
  const path = join(temporaryFolder(), 'experiments.db')
  const child = fork(join(import.meta.dirname, 'programs/dieInTransaction.ts'), [path])
  const exit = once(child, 'exit')
  await once(child, 'message')
  child.kill('SIGKILL')
  await exit

  const store = openStore(path)
  expect(store.studies.list().map(({ name }) => name)).toEqual(['depth'])
  expect(store.runs.list().map(({ state }) => state)).toEqual(['finished', 'training'])
  expect(store.runs.detail(2).curve.map(({ epoch }) => epoch)).toEqual([1, 2])
  expect(store.files.listMissingFiles()).toEqual([])
  expect(store.runs.weights(1)).not.toBeNull()

  expect(store.runs.markInterrupted()).toEqual([2])
  expect(store.runs.get(2)).toMatchObject({
    state: 'interrupted',
    reason: 'the engine ended while this run was training',
    epoch: 2,
  })
  store.close()
})
