import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'

const project = path.join(import.meta.dirname, '..', '..')

/** Before the Electron tests: the fixture's own build of main, preload and renderer into `out/fixture`. */
export function setup(): void {
  const electron = path.join(project, '.cache', 'electron-fixture', 'electron')
  if (!existsSync(electron)) throw new Error('There is no Electron fixture. Run scripts/setup --tests.')
  if (!process.env['DISPLAY']) throw new Error('There is no display: npm test starts a virtual one.')
  const electronVite = path.join(project, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  execFileSync(process.execPath, [electronVite, 'build', '--mode', 'fixture', '--logLevel', 'warn'], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
