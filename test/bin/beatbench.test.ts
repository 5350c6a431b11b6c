import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const project = path.resolve(import.meta.dirname, '..', '..')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beatbench launcher '))
})
afterEach(() => rmSync(folder, { recursive: true }))

function run(program: string, ...args: string[]) {
  return spawnSync(program, args, { cwd: folder, encoding: 'utf8' })
}

describe('bin/beatbench', () => {
  it('runs from any folder through a link, on Node 24', () => {
    const link = path.join(folder, 'bb')
    symlinkSync(path.join(project, 'bin', 'beatbench'), link)
    const { status, stdout } = run(link, 'doctor', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      node: { version: expect.stringMatching(/^24\./) },
      tensorflow: { isFound: true, version: expect.stringMatching(/^2\./) },
      data: { folder: expect.stringContaining('beatbench') },
    })
  })

  it('says what mends a checkout that is not set up', () => {
    cpSync(path.join(project, 'bin'), path.join(folder, 'bin'), { recursive: true })
    const { status, stderr } = run(path.join(folder, 'bin', 'beatbench'), 'study', 'list')
    expect(status).toBe(1)
    expect(stderr).toContain('npm ci && scripts/setup')
  })

  it('has a doctor even there, which lists what the set-up needs', () => {
    for (const name of ['bin', 'scripts', 'native'])
      cpSync(path.join(project, name), path.join(folder, name), { recursive: true })
    const { status, stdout } = run(path.join(folder, 'bin', 'beatbench'), 'doctor')
    expect(status).toBe(1)
    expect(stdout).toMatch(/^g\+\+ +(\d+\.\d|missing)/m)
    expect(stdout).toMatch(/^kernels +missing$/m)
    expect(stdout).toMatch(/To mend it: .*npm ci && scripts\/setup/)
  })
})
