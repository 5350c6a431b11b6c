import { describe, expect, it } from 'vitest'
import { databaseOption, findRoot } from '../../electron/main/launchOptions.ts'
import { isOurPage, pathOfRequest } from '../../electron/main/pageAddress.ts'

describe('our page in Electron', () => {
  it.each(['app://beatbench/index.html', 'app://beatbench/index.html#/runs', 'app://beatbench/index.html?x#/design'])(
    'is %s',
    (address) => {
      expect(isOurPage(address)).toBe(true)
    },
  )

  it.each([
    '',
    'about:blank',
    'app://beatbench',
    'app://beatbench/',
    'app://beatbench/other.html',
    'app://beatbench.evil/index.html',
    'app://beatbench@evil/index.html',
    'app://evil/index.html',
    'http://beatbench/index.html',
    'file:///index.html',
    'https://evil.example/#app://beatbench/index.html',
  ])('is not %s', (address) => {
    expect(isOurPage(address)).toBe(false)
  })

  it('asks for paths as they stand, which are keys of a list and never opened', () => {
    expect(pathOfRequest('app://beatbench/assets/a.js?v=1#x')).toBe('/assets/a.js')
    expect(pathOfRequest('app://beatbench/../main.cjs')).toBe('/../main.cjs')
    expect(pathOfRequest('app://other/assets/a.js')).toBeUndefined()
  })
})

describe('the database named at the start', () => {
  it.each([
    [['--db', 'lab.db'], '/home/me/lab.db'],
    [['.', '--db=../lab.db'], '/home/lab.db'],
    [['--db', '/data/lab.db', '--other'], '/data/lab.db'],
    [['.'], undefined],
    [['--db'], undefined],
    [['--db='], undefined],
    [['--dbx', 'lab.db'], undefined],
  ])('in %j is %s', (args, expected) => {
    expect(databaseOption(args, '/home/me')).toBe(expected)
  })

  it('is served by the engine of the same checkout', () => {
    const root = findRoot(import.meta.dirname)
    expect(import.meta.dirname.startsWith(root)).toBe(true)
    expect(() => findRoot('/')).toThrow('no engine')
  })
})
