import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { listDatabasePaths, rememberDatabase } from '../../electron/client/databasePlaces.ts'
import { testFolder } from '../support/testEngine.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

describe('recent databases', () => {
  it('are listed newest first behind the open one, while they are there', () => {
    const folder = testFolder()
    vi.stubEnv('BEATBENCH_DATA', path.join(folder, 'home'))
    mkdirSync(path.join(folder, 'elsewhere'))
    const [first, second] = ['first.db', 'second.db'].map((name) => path.join(folder, 'elsewhere', name)) as [
      string,
      string,
    ]
    for (const file of [first, second]) writeFileSync(file, '')
    for (const file of [first, second, path.join(folder, 'gone.db')]) rememberDatabase(file)
    expect(listDatabasePaths(path.join(folder, 'open.db'))).toEqual([path.join(folder, 'open.db'), second, first])
  })

  it('stop nothing where their list cannot be written, and the reason is told', () => {
    const file = path.join(testFolder(), 'a file')
    writeFileSync(file, '')
    vi.stubEnv('BEATBENCH_DATA', file)
    const told = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    rememberDatabase('/tmp/a.db')
    expect(told).toHaveBeenCalledWith(expect.stringContaining('could not be written'))
  })
})
