import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openStore } from '../../../electron/store/openStore.ts'
import { temporaryFolder } from '../temporaryStore.ts'

it('settings outlive the store, one by one', () => {
  const path = join(temporaryFolder(), 'experiments.db')
  const store = openStore(path)
  expect(store.settings.get()).toEqual({})
  store.settings.update({ workers: 3 })
  store.settings.update({ theme: 'dark', workers: undefined })
  store.settings.write('queue.isPaused', true)
  store.close()

  const again = openStore(path)
  expect(again.settings.get()).toEqual({ workers: 3, theme: 'dark' })
  expect(again.settings.read('queue.isPaused')).toBe(true)
  expect(again.settings.read('never set')).toBeUndefined()
  again.close()
})
