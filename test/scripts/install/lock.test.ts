import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { withLock } from '../../../scripts/install/lock.mjs'

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beatbench-lock-'))
  file = path.join(folder, 'lock')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A process id that belonged to a process which has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '']).pid
}

describe('the lock of the set-up', () => {
  it('is there while the work runs and gone after it, also when the work fails', async () => {
    expect(await withLock(file, async () => existsSync(file))).toBe(true)
    expect(existsSync(file)).toBe(false)
    const failing = withLock(file, () => Promise.reject(new Error('no disk')))
    await expect(failing).rejects.toThrow('no disk')
    expect(existsSync(file)).toBe(false)
  })

  it('is taken over at once from a holder that was killed', async () => {
    writeFileSync(file, JSON.stringify({ pid: endedProcess(), host: hostname() }))
    expect(await withLock(file, async () => 'done')).toBe('done')
  })

  it('is taken over from a holder on another machine that has been silent', async () => {
    writeFileSync(file, JSON.stringify({ pid: 1, host: 'another-machine' }))
    const aMinuteAgo = new Date(Date.now() - 60_000)
    utimesSync(file, aMinuteAgo, aMinuteAgo)
    expect(await withLock(file, async () => 'done')).toBe('done')
  })

  it('keeps a second set-up waiting until the first has finished', async () => {
    const order: string[] = []
    writeFileSync(file, JSON.stringify({ pid: process.ppid, host: hostname() }))
    const second = withLock(file, async () => order.push('second'))
    order.push('first')
    rmSync(file)
    await second
    expect(order).toEqual(['first', 'second'])
  })
})
