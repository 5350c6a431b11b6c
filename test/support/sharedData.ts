import { existsSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '..', '..', '..', 'shared', 'data')

/**
 * The folder of real recordings beside the repository, or null. Tests that need it are only defined where it is, and
 * say so in one line where it is not.
 */
export const sharedData: string | null = existsSync(folder) ? folder : null

if (!sharedData) console.log('../shared/data is not there: tests on the whole real set are left out')
