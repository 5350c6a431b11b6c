import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { buildIfStale } from './build.mjs'
import { electronBinary } from './install/electron.mjs'
import { projectNode } from './install/nodeRuntime.mjs'
import { inProject, projectFolder } from './install/project.mjs'
import { say } from './install/report.mjs'
import { setUp } from './install/setUp.mjs'

/** `npm start`: sets up and builds what is missing, then opens the workbench in Electron, else in a browser. */
async function start(args) {
  const failures = await setUp()
  if (failures.length > 0 || !(await buildIfStale())) return 1
  const obstacle = findObstacle() ?? (await openElectron(args))
  if (!obstacle) return 0
  say(`${obstacle}: the workbench opens in the browser.`)
  return open(projectNode(), [inProject('electron', 'cli', 'main.ts'), 'serve', '--open', ...args])
}

/** Why Electron could not even start, if so; a window that was there and ended, however it ended, is no obstacle. */
async function openElectron(args) {
  const startedAt = Date.now()
  const code = await open(electronBinary(), [projectFolder, ...args])
  return code !== 0 && Date.now() - startedAt < 5_000 ? `Electron ended at once with code ${code}` : undefined
}

/** Why Electron cannot be opened here, if it cannot. */
function findObstacle() {
  const needsDisplay = process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY
  if (needsDisplay) return 'No display'
  if (!electronBinary()) return 'No Electron binary (see scripts/setup --electron)'
  if (process.getuid?.() === 0) return 'Electron does not run as root'
  return undefined
}

/** Runs a program in the foreground: it gets the keyboard's Ctrl-C itself, and any other signal from here. */
async function open(program, args) {
  const child = spawn(program, args, { cwd: projectFolder, stdio: 'inherit' })
  process.on('SIGINT', () => undefined)
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  const [code] = await once(child, 'close')
  return code ?? 1
}

process.exitCode = await start(process.argv.slice(2))
