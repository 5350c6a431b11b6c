import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { findPrograms } from '../../electron/client/programPaths.ts'
import { testFolder } from '../support/testEngine.ts'

function appFolder(...files: string[]): string {
  const root = testFolder()
  for (const file of ['electron/engine/main.ts', ...files]) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), '')
  }
  return root
}

describe('findPrograms', () => {
  it("takes the project's own Node before the one that runs this", () => {
    const root = appFolder('node_modules/node/bin/node')
    expect(findPrograms(root, {})).toEqual({
      node: path.join(root, 'node_modules/node/bin/node'),
      engine: path.join(root, 'electron/engine/main.ts'),
    })
    expect(findPrograms(appFolder(), {}).node).toBe(process.execPath)
  })

  it('takes the Node that the user names before all', () => {
    const root = appFolder('node_modules/node/bin/node', 'mine/node')
    const own = path.join(root, 'mine/node')
    expect(findPrograms(root, { BEATBENCH_NODE: own }).node).toBe(own)
    expect(findPrograms(root, { BEATBENCH_NODE: '/no/such/node' }).node).not.toBe('/no/such/node')
  })

  it('says where an engine was looked for', () => {
    expect(() => findPrograms('/no/such/app', {})).toThrow(/\/no\/such\/app/)
  })

  it('finds those of this checkout', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url))
    expect(findPrograms(root, {}).node).toContain('node_modules')
  })
})
