import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { inCache } from '../../../scripts/install/cache.mjs'
import { findCompiler } from '../../../scripts/install/compiler.mjs'
import { linkContents, makeCheckout, makeFolder, probe, removeFolders, runSetUp } from './checkout.ts'

const noCompiler = { CXX: '/nowhere/g++' }
const compiler = findCompiler()
if (!compiler) console.log('There is no C++ compiler: tests that compile the fused kernels are skipped')

let cache: string
let folder: string

/** A checkout whose cache has everything but the fused kernels. */
beforeEach(() => {
  cache = makeFolder('beatbench cache ')
  linkContents(inCache(), path.join(cache, 'beatbench'), (name) => !name.startsWith('kernels-') && name !== 'lock')
  folder = makeCheckout()
})
afterEach(removeFolders)

function setUp({ args = [], env = {}, at = folder }: { args?: string[]; env?: object; at?: string } = {}) {
  return runSetUp(at, args, { XDG_CACHE_HOME: cache, ...env })
}

const builds = () => readdirSync(path.join(cache, 'beatbench')).filter((name) => name.startsWith('kernels-'))
const kernelsOf = (at = folder, wanted = '') => JSON.parse(probe(at, { BEATBENCH_KERNELS: wanted }).stdout).kernels

function edit(name: string, change: (text: string) => string): void {
  const file = path.join(folder, 'native', name)
  writeFileSync(file, change(readFileSync(file, 'utf8')))
}

describe('the set-up of the fused kernels', () => {
  it('goes on without a compiler, says so once, and writes down why', () => {
    const { status, stderr } = setUp({ env: noCompiler })
    expect(stderr).toContain('Fused kernels: there is no /nowhere/g++')
    expect(stderr).toContain('To mend it: unset CXX; scripts/setup')
    expect(status).toBe(0)
    expect(kernelsOf()).toEqual({ kind: 'stock', reason: expect.stringContaining('there is no /nowhere/g++') })
    expect(probe(folder, { BEATBENCH_KERNELS: 'fused-avx2' }).stderr).toContain(
      'BEATBENCH_KERNELS is "fused-avx2", but there is no /nowhere/g++, which CXX names.',
    )
    expect(setUp({ env: noCompiler })).toMatchObject({ status: 0, stderr: '' })
  })

  describe.skipIf(!compiler)('[needs a C++ compiler]', () => {
    it(
      'compiles what it finds, once for all checkouts, and again after a change of sources or flags',
      { timeout: 300_000 },
      () => {
        edit('build.json', (text) => text.replace('"-O3"', '"-O0"'))
        setUp({ env: noCompiler })
        const first = setUp()
        expect(first.stderr).toContain('Fused kernels: compiling')
        expect(first.status).toBe(0)
        expect(kernelsOf()).toMatchObject({ kind: 'fused' })
        expect(kernelsOf(folder, 'fused-plain')).toEqual({ kind: 'fused', instructionSet: 'plain' })
        expect(kernelsOf(folder, 'stock')).toMatchObject({ kind: 'stock' })
        expect(probe(folder, { BEATBENCH_KERNELS: 'fused-mmx' }).stderr).toMatch(
          /can use stock, fused, .*fused-plain\./,
        )
        expect(setUp()).toMatchObject({ status: 0, stderr: '' })

        const second = makeCheckout()
        writeFileSync(
          path.join(second, 'native', 'build.json'),
          readFileSync(path.join(folder, 'native', 'build.json')),
        )
        expect(setUp({ at: second, env: noCompiler }).stderr).not.toContain('compiling')
        expect(kernelsOf(second)).toMatchObject({ kind: 'fused' })
        expect(builds()).toHaveLength(1)

        edit('addon.cpp', (text) => `${text}\nthis is no C++;\n`)
        expect(kernelsOf()).toEqual({
          kind: 'stock',
          reason: expect.stringMatching(/compiled from other sources .*; to mend it: scripts\/setup$/),
        })
        const broken = setUp()
        expect(broken.stderr).toMatch(/could not be compiled: .*addon\.cpp:\d+:.*error/)
        expect(broken.stderr).toContain('To mend it: CXX=ANOTHER_COMPILER scripts/setup --kernels')
        expect(broken.status).toBe(0)
        expect(kernelsOf()).toMatchObject({ kind: 'stock' })
        expect(setUp()).toMatchObject({ stderr: '' })
        expect(setUp({ args: ['--kernels'] }).stderr).toContain('could not be compiled')
        expect(builds()).toHaveLength(1)
      },
    )

    it('does not link an addon that crashes when it is loaded', () => {
      for (const name of readdirSync(path.join(folder, 'native')).filter((file) => file.endsWith('.cpp')))
        edit(name, () => '')
      edit('addon.cpp', () => '#include <cstdlib>\nstatic const int crash = (abort(), 0);\n')
      const { status, stderr } = setUp()
      expect(stderr).toMatch(/Fused kernels: the fused kernels do not load: [^;]*node was ended by SIGABRT;/)
      expect(status).toBe(0)
      expect(kernelsOf()).toMatchObject({ kind: 'stock' })
    })
  })
})
