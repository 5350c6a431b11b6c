import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { inCache } from '../../../scripts/install/cache.mjs'
import { fetchTarball, fetchWheel } from '../../../scripts/install/download.mjs'

const nowhere = 'http://127.0.0.1:1'
let folder: string
let registry: Server
let tarball: Buffer

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'beatbench-download-'))
  mkdirSync(path.join(folder, 'package'))
  writeFileSync(path.join(folder, 'package', 'package.json'), '{"name":"small-thing","version":"1.0.0"}')
  spawnSync('tar', ['-czf', 'thing.tgz', 'package'], { cwd: folder })
  tarball = readFileSync(path.join(folder, 'thing.tgz'))
  registry = createServer((request, response) => {
    if (request.url?.endsWith('.tgz')) return void response.end(tarball)
    const dist = { tarball: `${registryAddress()}/thing.tgz` }
    const versions = { '1.0.0': { name: 'small-thing', version: '1.0.0', dist } }
    response.end(JSON.stringify({ name: 'small-thing', 'dist-tags': { latest: '1.0.0' }, versions }))
  })
  await new Promise<void>((resolve) => registry.listen(0, '127.0.0.1', resolve))
})
afterAll(() => {
  registry.close()
  rmSync(folder, { recursive: true })
})

beforeEach(() => {
  vi.stubEnv('XDG_CACHE_HOME', mkdtempSync(path.join(folder, 'cache-')))
  vi.stubEnv('npm_config_cache', path.join(folder, 'npm'))
  vi.stubEnv('npm_config_registry', registryAddress())
  vi.stubEnv('npm_config_fetch_retries', '0')
})
afterEach(() => vi.unstubAllEnvs())

function registryAddress(): string {
  return `http://127.0.0.1:${(registry.address() as AddressInfo).port}`
}

function describeTarball(sha256: string) {
  const file = 'small-thing-1.0.0.tgz'
  return { label: 'Small thing', requirement: 'small-thing@1.0.0', file, bytes: tarball.length, sha256 }
}

describe('a download', () => {
  it('is kept when it is the file that was tested, and not fetched again', async () => {
    const thing = describeTarball(createHash('sha256').update(tarball).digest('hex'))
    const kept = await fetchTarball(thing)
    expect(readFileSync(kept)).toEqual(tarball)
    vi.stubEnv('npm_config_registry', nowhere)
    expect(await fetchTarball(thing)).toBe(kept)
    expect(readdirSync(inCache('downloads'))).toEqual([thing.file])
  })

  it('is refused, and not kept, when its SHA-256 differs', async () => {
    const thing = describeTarball('0'.repeat(64))
    await expect(fetchTarball(thing)).rejects.toThrow(/small-thing-1.0.0.tgz has SHA-256 \w{64}, expected 0{64}/)
    expect(readdirSync(inCache('downloads'))).toEqual([])
  })

  it('without a network names what is missing and what mends it', async () => {
    vi.stubEnv('PIP_INDEX_URL', nowhere)
    vi.stubEnv('PIP_RETRIES', '0')
    const wheel = { ...describeTarball(''), requirement: 'small-thing==1.0.0', python: '3.12', platform: 'any' }
    await expect(fetchWheel(wheel)).rejects.toMatchObject({
      message: expect.stringContaining('Small thing could not be downloaded'),
      mend: expect.stringContaining('scripts/setup'),
    })
    expect(existsSync(inCache('downloads', wheel.file))).toBe(false)
  })
})
