import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'

const project = path.resolve(import.meta.dirname, '..', '..', '..')
const nowhere = { PIP_INDEX_URL: 'http://127.0.0.1:1', npm_config_registry: 'http://127.0.0.1:1' }
const made: string[] = []

afterEach(() => made.splice(0).forEach((folder) => rmSync(folder, { recursive: true })))

function setUp(folder: string, ...args: string[]) {
  const env = { ...process.env, ...nowhere }
  return spawnSync(path.join(folder, 'scripts', 'setup'), args, { env, encoding: 'utf8' })
}

/** A checkout as `npm ci` leaves it, in a folder with a space; packages the set-up leaves alone are links. */
function makeCheckout(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'beatbench second checkout '))
  made.push(folder)
  cpSync(path.join(project, 'scripts'), path.join(folder, 'scripts'), { recursive: true })
  cpSync(path.join(project, 'electron'), path.join(folder, 'electron'), { recursive: true })
  cpSync(path.join(project, 'package.json'), path.join(folder, 'package.json'))
  linkPackages(folder, '.', ['.bin', '@tensorflow', 'node'])
  linkPackages(folder, '@tensorflow', ['tfjs-node'])
  const tfjsNode = path.join('node_modules', '@tensorflow', 'tfjs-node')
  const isNative = (file: string) => ['deps', 'lib'].includes(path.relative(path.join(project, tfjsNode), file))
  cpSync(path.join(project, tfjsNode), path.join(folder, tfjsNode), {
    recursive: true,
    filter: (file) => !isNative(file),
  })
  return folder
}

function linkPackages(folder: string, scope: string, except: string[]): void {
  const [from, to] = [path.join(project, 'node_modules', scope), path.join(folder, 'node_modules', scope)]
  mkdirSync(to, { recursive: true })
  const names = readdirSync(from).filter((name) => !except.includes(name))
  for (const name of names) symlinkSync(path.join(from, name), path.join(to, name))
}

describe('scripts/setup', () => {
  it('does nothing and says nothing when everything is there', () => {
    expect(setUp(project)).toMatchObject({ status: 0, stdout: '', stderr: '' })
  })

  it('makes a second checkout, in a folder with a space, from the cache alone', () => {
    const folder = makeCheckout()
    const { status, stderr } = setUp(folder)
    expect(stderr).not.toMatch(/downloading \d|compiling/)
    expect(status).toBe(0)
    const node = path.join(folder, 'node_modules', '.bin', 'node')
    const probe = spawnSync(node, [path.join(folder, 'electron', 'trainer', 'probeTensorflow.ts')], {
      encoding: 'utf8',
    })
    expect(JSON.parse(probe.stdout)).toMatchObject({ version: expect.stringMatching(/^2\./) })
  })

  it('says that the packages are missing when npm ci has not run', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-bare-'))
    made.push(folder)
    cpSync(path.join(project, 'scripts'), path.join(folder, 'scripts'), { recursive: true })
    const { status, stderr } = setUp(folder)
    expect(stderr).toContain('To mend it: npm ci')
    expect(status).toBe(1)
  })

  it('refuses an unknown option with its usage', () => {
    const { status, stderr } = setUp(project, '--everything')
    expect(stderr).toContain('Usage: scripts/setup')
    expect(status).toBe(2)
  })
})
