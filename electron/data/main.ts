import { rmSync } from 'node:fs'
import { toErrorData } from '../shared/appError.ts'
import type { ImportCommand, ImportReport, ImportSpec } from '../shared/importProtocol.ts'
import { partialPath } from './beatsFile.ts'
import { runImport } from './runImport.ts'

/** Often enough to look alive, seldom enough not to be felt. */
const progressEveryMs = 200

let running: ImportSpec | null = null

/** Resolves when the report has left this process. */
function report(message: ImportReport): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(message, undefined, undefined, (error) => (error ? reject(error) : resolve()))
  })
}

/** A job without its engine is worth nothing: what it has written goes, and so does it. */
function abandon(): void {
  if (running) {
    rmSync(partialPath(running.outputPath), { force: true })
    rmSync(running.outputPath, { force: true })
  }
  process.exit(1)
}

async function answer({ spec }: ImportCommand): Promise<void> {
  running = spec
  let reportedAt = -Infinity
  const last = await runImport(spec, (fraction, message) => {
    const now = performance.now()
    if (now - reportedAt < progressEveryMs) return
    reportedAt = now
    report({ type: 'progress', fraction, message }).catch(abandon)
  }).then(
    (data): ImportReport => ({ type: 'imported', data }),
    (error: unknown): ImportReport => ({ type: 'failed', error: toErrorData(error) }),
  )
  await report(last).catch(abandon)
  process.off('disconnect', abandon)
  process.disconnect()
}

process.on('disconnect', abandon)
process.on('SIGTERM', abandon)
process.on('SIGINT', abandon)
process.once('message', (command: ImportCommand) => void answer(command))
