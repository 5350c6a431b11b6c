import path from 'node:path'
import { expect, it } from 'vitest'
import { dataFolder, defaultDatabase } from '../../electron/client/defaultDatabase.ts'

it('lies where the user says, else where the system keeps such data', () => {
  expect(defaultDatabase({ BEATBENCH_DATA: '/data/mine' })).toBe(path.resolve('/data/mine', 'experiments.db'))
  expect(dataFolder({ XDG_DATA_HOME: '/xdg' }, 'linux')).toBe(path.join('/xdg', 'beatbench'))
  expect(dataFolder({}, 'linux')).toMatch(/\.local[/\\]share[/\\]beatbench$/)
  expect(dataFolder({}, 'darwin')).toMatch(/Application Support[/\\]Beatbench$/)
  expect(dataFolder({ APPDATA: '/roaming' }, 'win32')).toBe(path.join('/roaming', 'Beatbench'))
})
