import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export const project = path.resolve(import.meta.dirname, '..', '..', '..')

const nowhere = { PIP_INDEX_URL: 'http://127.0.0.1:1', npm_config_registry: 'http://127.0.0.1:1' }
const made: string[] = []

/** A folder that {@link removeFolders} takes away. */
export function makeFolder(name: string): string {
  const folder = mkdtempSync(path.join(tmpdir(), name))
  made.push(folder)
  return folder
}

export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true })
}

/** Runs a checkout's `scripts/setup` with no package registry in reach. */
export function runSetUp(folder: string, args: string[] = [], env: Record<string, string> = {}) {
  return spawnSync(path.join(folder, 'scripts', 'setup'), args, {
    env: { ...process.env, ...nowhere, ...env },
    encoding: 'utf8',
  })
}

/** Asks a checkout for its TensorFlow and kernels, which it prints as JSON. */
export function probe(folder: string, env: Record<string, string> = {}) {
  const node = path.join(folder, 'node_modules', '.bin', 'node')
  return spawnSync(node, [path.join(folder, 'electron', 'trainer', 'probeTensorflow.ts')], {
    env: { ...process.env, BEATBENCH_KERNELS: '', ...env },
    encoding: 'utf8',
  })
}

/** A checkout as `npm ci` leaves it, in a folder with a space; packages the set-up leaves alone are links. */
export function makeCheckout(): string {
  const folder = makeFolder('beatbench second checkout ')
  for (const name of ['scripts', 'electron', 'native', 'package.json'])
    cpSync(path.join(project, name), path.join(folder, name), { recursive: true })
  linkAll('node_modules', folder, ['.bin', '@tensorflow', 'node'])
  linkAll(path.join('node_modules', '@tensorflow'), folder, ['tfjs-node'])
  const tfjsNode = path.join('node_modules', '@tensorflow', 'tfjs-node')
  const isNative = (file: string) => ['deps', 'lib'].includes(path.relative(path.join(project, tfjsNode), file))
  cpSync(path.join(project, tfjsNode), path.join(folder, tfjsNode), {
    recursive: true,
    filter: (file) => !isNative(file),
  })
  return folder
}

function linkAll(inside: string, folder: string, except: string[]): void {
  linkContents(path.join(project, inside), path.join(folder, inside), (name) => !except.includes(name))
}

/** Fills a folder with links to what another one has. */
export function linkContents(from: string, to: string, isWanted: (name: string) => boolean): void {
  mkdirSync(to, { recursive: true })
  for (const name of readdirSync(from).filter(isWanted)) symlinkSync(path.join(from, name), path.join(to, name))
}
