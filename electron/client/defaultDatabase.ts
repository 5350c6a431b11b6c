import { homedir } from 'node:os'
import path from 'node:path'

/**
 * The folder of the user's own databases: `BEATBENCH_DATA`, or where the system keeps a user's data
 * (`$XDG_DATA_HOME` or `~/.local/share` on Linux, `~/Library/Application Support` on macOS, `%APPDATA%` on Windows).
 */
export function dataFolder(environment: NodeJS.ProcessEnv = process.env, platform: string = process.platform): string {
  const own = environment['BEATBENCH_DATA']
  if (own) return path.resolve(own)
  if (platform === 'win32') return path.join(environment['APPDATA'] || homedir(), 'Beatbench')
  if (platform === 'darwin') return path.join(homedir(), 'Library', 'Application Support', 'Beatbench')
  return path.join(environment['XDG_DATA_HOME'] || path.join(homedir(), '.local', 'share'), 'beatbench')
}

/** The database that opens when none is named. A first start fills it with the reference study. */
export function defaultDatabase(environment: NodeJS.ProcessEnv = process.env): string {
  return path.join(dataFolder(environment), 'experiments.db')
}
