import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { realDatabasePath, socketPath } from '../../electron/client/socketPath.ts'
import { testFolder } from '../support/testEngine.ts'

describe('socketPath', () => {
  it('is one for one database, however it is named, and another for another', () => {
    const folder = testFolder()
    mkdirSync(path.join(folder, 'real'))
    symlinkSync(path.join(folder, 'real'), path.join(folder, 'link'))
    const real = path.join(folder, 'real', 'a.db')
    const before = socketPath(real)
    expect(socketPath(path.join(folder, 'link', 'a.db'))).toBe(before)
    writeFileSync(real, '')
    expect(socketPath(real)).toBe(before)
    symlinkSync(real, path.join(folder, 'b.db'))
    expect(socketPath(path.join(folder, 'b.db'))).toBe(before)
    expect(socketPath(path.join(folder, 'real', 'c.db'))).not.toBe(before)
  })

  it('fits into the address of a socket, however deep the database lies', () => {
    const deep = path.join(
      testFolder(),
      ...Array.from({ length: 20 }, (_, k) => `a folder with a long name ${k}`),
      'x.db',
    )
    expect(Buffer.byteLength(socketPath(deep))).toBeLessThanOrEqual(100)
  })

  it('is the same in every session of a user', () => {
    const here = socketPath('/tmp/a.db', {})
    expect(socketPath('/tmp/a.db', { XDG_RUNTIME_DIR: testFolder(), TMPDIR: testFolder() })).toBe(here)
  })

  it('refuses a folder whose path leaves no room for a name', () => {
    const long = path.join(testFolder(), 'x'.repeat(90))
    mkdirSync(long)
    expect(() => socketPath('/tmp/a.db', { BEATBENCH_RUNTIME: long })).toThrow(/too long/)
  })

  it('refuses a folder that others can enter', () => {
    const runtime = testFolder()
    const open = path.dirname(socketPath('/tmp/a.db', { BEATBENCH_RUNTIME: runtime }))
    chmodSync(open, 0o755)
    expect(() => socketPath('/tmp/a.db', { BEATBENCH_RUNTIME: runtime })).toThrow(/can be entered by other users/)
  })
})

describe('realDatabasePath', () => {
  it('keeps a name whose folders are not there yet', () => {
    const folder = testFolder()
    expect(realDatabasePath(path.join(folder, 'new', 'deeper', 'a.db'))).toBe(
      path.join(realDatabasePath(folder), 'new', 'deeper', 'a.db'),
    )
  })
})
