import { existsSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../shared/appError.ts'

/** Where the programs that a client starts lie. */
export interface ProgramPaths {
  node: string
  engine: string
}

/**
 * Finds Node and the engine under the project's (or the app's) root folder: `BEATBENCH_NODE` before the `node` package
 * before a Node beside the app before the Node that runs this.
 * @throws AppError `internal` when there is no engine under `root`.
 */
export function findPrograms(root: string, environment: NodeJS.ProcessEnv = process.env): ProgramPaths {
  const engine = path.join(root, 'electron', 'engine', 'main.ts')
  if (!existsSync(engine))
    throw new AppError('internal', `The engine's program is not at ${engine}.`, 'Install Beatbench again.')
  const ending = process.platform === 'win32' ? '.exe' : ''
  const own = environment['BEATBENCH_NODE']
  const places = [
    ...(own ? [own] : []),
    path.join(root, 'node_modules', 'node', 'bin', `node${ending}`),
    path.join(root, '..', 'node', 'bin', `node${ending}`),
  ]
  return { node: places.find((place) => existsSync(place)) ?? process.execPath, engine }
}
