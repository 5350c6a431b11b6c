import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { socketPath } from '../client/socketPath.ts'
import { toErrorData } from '../shared/appError.ts'
import { wireVersion, type StartReport } from '../shared/wire.ts'
import { holdEngineLock } from '../store/engineLock.ts'
import { openStore } from '../store/openStore.ts'
import { createEngine } from './createEngine.ts'
import { copyReferenceAtFirstStart } from './firstStart.ts'
import { serveSocket } from './serveSocket.ts'
import { watchIdle } from './watchIdle.ts'

/**
 * The engine's program: `node electron/engine/main.ts --db PATH [--idle-ms N]`.
 * One per database; it ends by itself when no client is there and nothing is to be done.
 */
const defaultIdleMs = 5000
/** The reference study as it ships with the program. */
const referencePath = fileURLToPath(new URL('../../experiments.db', import.meta.url))

const { values } = parseArgs({ options: { db: { type: 'string' }, 'idle-ms': { type: 'string' } } })
if (values.db === undefined) {
  console.error('Usage: main.ts --db PATH [--idle-ms N]')
  process.exit(2)
}
process.title = 'beatbench-engine'
// The log lies on the database's disk: when that is full, a line is lost, not the engine and its trainings.
process.stderr.on('error', () => undefined)
logWithTime()
process.on('uncaughtException', (error) => {
  console.error('The engine ends because of a defect:', error)
  process.exit(1)
})

try {
  await start(path.resolve(values.db), Number(values['idle-ms'] ?? defaultIdleMs))
} catch (error) {
  console.error('The engine cannot start:', error)
  await report({ type: 'failed', error: toErrorData(error) })
  process.exit(1)
}

async function start(databasePath: string, idleMs: number): Promise<void> {
  const lock = holdEngineLock(databasePath)
  if (!lock) {
    await report({ type: 'already-running' })
    process.exit(0)
  }
  const beatbench = readVersion()
  copyReferenceAtFirstStart(databasePath, referencePath)
  const store = openStore(databasePath)
  let isEnding = false
  const engine = createEngine({
    store,
    beatbench,
    onShutdown: () => setTimeout(() => void end('it was asked to'), 100),
  })
  const hello = { wireVersion, beatbench, pid: process.pid, databasePath }
  const server = await serveSocket(engine, socketPath(databasePath), hello)
  const stopWatching = watchIdle(
    () => server.clientCount() === 0 && !engine.isBusy(),
    idleMs,
    () => void end('nothing is to be done'),
  )

  async function end(why: string): Promise<void> {
    if (isEnding) return
    isEnding = true
    console.error(`The engine ends: ${why}.`)
    stopWatching()
    await server.close()
    await engine.close()
    lock?.release()
    process.exit(0)
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(signal))
  console.error(`Engine of ${databasePath}, process ${process.pid}.`)
  await report({ type: 'ready' })
}

/** Tells whoever started the engine, if anybody did, and lets go of the channel so that each can end alone. */
async function report(message: StartReport): Promise<void> {
  if (!process.send || !process.connected) return
  await new Promise<void>((resolve) => process.send?.(message, undefined, undefined, () => resolve()))
  if (process.connected) process.disconnect()
}

function readVersion(): string {
  const file: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
  return z.object({ version: z.string() }).parse(file).version
}

/** The log is read long after: each line says when it was written. */
function logWithTime(): void {
  const write = console.error
  console.error = (...values: unknown[]) => write(new Date().toISOString(), ...values)
}
