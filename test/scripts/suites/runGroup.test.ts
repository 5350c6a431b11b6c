import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { runGroup } from '../../../scripts/suites/runGroup.mjs'

/** A dead process that nobody has waited for yet (state Z) does not run. */
function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/stat`
  return existsSync(file) && !readFileSync(file, 'utf8').includes(') Z ')
}

describe('running a suite', () => {
  it('tells success from failure', async () => {
    const limits = { limitMs: 60_000 }
    expect(await runGroup(process.execPath, ['-e', ''], limits)).toBe(true)
    expect(await runGroup(process.execPath, ['-e', 'process.exit(3)'], limits)).toBe(false)
    expect(await runGroup('/no/such/program', [], limits)).toBe(false)
  })

  it('ends a program that takes too long, with the programs it started', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-group-'))
    const pidFile = path.join(folder, 'pid')
    const script = `sleep 600 & echo $! > '${pidFile}'; wait`
    expect(await runGroup('sh', ['-c', script], { limitMs: 1_000 })).toBe(false)
    const pid = Number(readFileSync(pidFile, 'utf8'))
    await vi.waitFor(() => expect(isRunning(pid)).toBe(false))
    rmSync(folder, { recursive: true })
  })
})
