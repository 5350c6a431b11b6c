import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildTarget, inCache, makeFolder, removePartials } from '../../../scripts/install/cache.mjs'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beatbench cache '))
  vi.stubEnv('XDG_CACHE_HOME', folder)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe('the cache folder', () => {
  it('gives a folder its name only when all of it is there', async () => {
    const target = inCache('thing')
    await makeFolder(target, async (made: string) => {
      writeFileSync(path.join(made, 'file'), 'whole')
      expect(existsSync(target)).toBe(false)
    })
    expect(readdirSync(target)).toEqual(['file'])
  })

  it('leaves nothing behind when making a folder fails', async () => {
    const failing = makeFolder(inCache('thing'), async (made: string) => {
      writeFileSync(path.join(made, 'file'), 'half')
      throw new Error('no network')
    })
    await expect(failing).rejects.toThrow('no network')
    expect(readdirSync(inCache())).toEqual([])
  })

  it('loses what an interrupted set-up left, and keeps what is whole', () => {
    for (const name of ['thing', 'thing.partial-abc', path.join('downloads', 'wheel.partial-def')]) {
      mkdirSync(inCache(name), { recursive: true })
      writeFileSync(inCache(name, 'file'), '')
    }
    removePartials()
    expect(readdirSync(inCache()).sort()).toEqual(['downloads', 'thing'])
    expect(readdirSync(inCache('downloads'))).toEqual([])
  })

  it('is not compiled in when its path has a space', () => {
    expect(inCache()).toContain(' ')
    expect(buildTarget()).not.toContain(' ')
  })
})
