import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this checkout. */
export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/** A place inside the checkout. */
export function inProject(...names) {
  return path.join(projectFolder, ...names)
}

/** `linux-x64` and so on: the key of the pins. */
export const platform = `${process.platform}-${process.arch}`

/** Version of an installed package, or undefined when `npm ci` has not put it there. */
export function installedVersion(name) {
  const file = inProject('node_modules', name, 'package.json')
  try {
    return JSON.parse(readFileSync(file, 'utf8')).version
  } catch (error) {
    if (error.code === 'ENOENT') return undefined
    throw error
  }
}
