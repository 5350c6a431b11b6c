import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync } from 'node:fs'
import path from 'node:path'
import { AppError, fromErrorData, type ErrorData } from '../shared/appError.ts'
import { startReportSchema } from '../shared/wire.ts'
import { lastLogLines, openLog } from './engineLog.ts'
import type { ProgramPaths } from './programPaths.ts'

/** An engine that was started, and what became of it. */
export interface StartedEngine {
  isRunning(): boolean
  /** Why it could not start; not set when it left the database to another engine. */
  failure(): Error | undefined
  /** Lets this program end without waiting for the engine. */
  letGo(): void
}

/**
 * Starts the engine of a database as a process of its own that outlives this one. What it prints goes to the log.
 * On a fallback to Electron's own Node, `ELECTRON_RUN_AS_NODE` makes it one.
 */
export function startEngine(programs: ProgramPaths, databasePath: string): StartedEngine {
  const log = openLog(databasePath)
  const isElectron = programs.node === process.execPath && process.versions['electron'] !== undefined
  const child = spawn(programs.node, [programs.engine, '--db', databasePath], {
    detached: true,
    // Not the caller's folder, which would be kept busy for as long as the engine lives.
    cwd: path.dirname(databasePath),
    windowsHide: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...process.env, ...(isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) },
  })
  closeSync(log)
  return watch(child, databasePath)
}

function watch(child: ChildProcess, databasePath: string): StartedEngine {
  let isRunning = true
  let hasReported = false
  let failure: Error | undefined
  child.on('message', (message) => {
    const report = startReportSchema.safeParse(message)
    hasReported ||= report.success
    if (report.success && report.data.type === 'failed') failure = fromErrorData(report.data.error as ErrorData)
  })
  child.on('error', (error) => {
    isRunning = false
    failure ??= error
  })
  child.on('exit', (code, signal) => {
    isRunning = false
    if (!hasReported) failure ??= endedEarly(code, signal, databasePath)
  })
  return {
    isRunning: () => isRunning,
    failure: () => failure,
    letGo: () => {
      if (child.connected) child.disconnect()
      child.unref()
    },
  }
}

function endedEarly(code: number | null, signal: string | null, databasePath: string): AppError {
  const how = signal === null ? `with exit code ${code}` : `by signal ${signal}`
  return new AppError(
    'engine-lost',
    `The engine ended ${how} while it started. Its last words:\n${lastLogLines(databasePath)}`,
  )
}
