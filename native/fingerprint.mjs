import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const folder = import.meta.dirname

/** Names the sources as they are now, with the flags they are compiled with: any change is another build. */
export function fingerprintKernels() {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true }).filter((name) => /(\.cpp|\.h|^build\.json)$/.test(name))
  for (const name of files.sort()) hash.update(`${name}\n`).update(readFileSync(path.join(folder, name)))
  return hash.digest('hex').slice(0, 16)
}
