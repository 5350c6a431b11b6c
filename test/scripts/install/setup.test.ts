import { cpSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { makeCheckout, makeFolder, probe, project, removeFolders, runSetUp } from './checkout.ts'

afterEach(removeFolders)

describe('scripts/setup', () => {
  it('does nothing and says nothing when everything is there', () => {
    expect(runSetUp(project)).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  it('makes a second checkout, in a folder with a space, from the cache alone', () => {
    const folder = makeCheckout()
    const { status, stderr } = runSetUp(folder)
    expect(stderr).not.toMatch(/downloading \d|compiling/)
    expect(status).toBe(0)
    expect(JSON.parse(probe(folder).stdout)).toMatchObject({ version: expect.stringMatching(/^2\./) })
  })

  it('says that the packages are missing when npm ci has not run', () => {
    const folder = makeFolder('beatbench-bare-')
    for (const name of ['scripts', 'native'])
      cpSync(path.join(project, name), path.join(folder, name), { recursive: true })
    const { status, stderr } = runSetUp(folder)
    expect(stderr).toContain('To mend it: npm ci')
    expect(status).toBe(1)
  })

  it('refuses an unknown option with its usage', () => {
    const { status, stderr } = runSetUp(project, ['--everything'])
    expect(stderr).toContain('Usage: scripts/setup')
    expect(status).toBe(2)
  })
})
