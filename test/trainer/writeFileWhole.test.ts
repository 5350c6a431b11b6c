import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { explainWriteError, writeFileWhole } from '../../electron/trainer/writeFileWhole.ts'
import { createFolder } from './trainerProcess.ts'

const folder = createFolder()
afterAll(folder.remove)

it('writes all bytes, also over an older file, and leaves nothing else in the folder', () => {
  const path = join(folder.path, 'file')
  writeFileWhole(path, Uint8Array.of(1, 2, 3))
  const bytes = new Uint8Array(3_000_000).map((_, index) => index % 251)
  writeFileWhole(path, bytes)
  expect(Buffer.compare(readFileSync(path), bytes)).toBe(0)
  expect(readdirSync(folder.path)).toEqual(['file'])
})

it('leaves no half file where the name cannot be taken', () => {
  const path = join(folder.path, 'taken')
  mkdirSync(join(path, 'inside'), { recursive: true })
  expect(() => writeFileWhole(path, Uint8Array.of(1))).toThrow()
  expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

it.each([
  ['ENOSPC', 'disk-full'],
  ['EDQUOT', 'disk-full'],
  ['EROFS', 'read-only'],
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
])('explains %s as %s, naming the file', (code, expected) => {
  const explained = explainWriteError(Object.assign(new Error(code), { code }), '/data/weights')
  expect(explained).toMatchObject({ code: expected, message: expect.stringContaining('/data/weights') })
})

it('leaves other errors as they are', () => {
  const error = new Error('anything')
  expect(explainWriteError(error, '/data/weights')).toBe(error)
})
