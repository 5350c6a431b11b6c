import { rmSync } from 'node:fs'
import { toErrorData } from '../shared/appError.ts'
import type { ImportAnswers, ImportCommand, ImportReport, ImportSpec } from '../shared/importProtocol.ts'
import { partialPath } from './beatsFile.ts'
import { spoolPath } from './beatSpool.ts'
import { compareBeatsFiles } from './compareBeats.ts'
import type { OnProgress } from './kaggleCsv.ts'
import { readFolder } from './records/readFolder.ts'
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
    const { outputPath } = running
    for (const path of [spoolPath(outputPath), partialPath(outputPath), outputPath]) rmSync(path, { force: true })
  }
  process.exit(1)
}

async function answer(command: ImportCommand): Promise<void> {
  if (command.type === 'import') running = command.spec
  let reportedAt = -Infinity
  const last = await carryOut(command, (fraction, message) => {
    const now = performance.now()
    if (now - reportedAt < progressEveryMs) return
    reportedAt = now
    report({ type: 'progress', fraction, message }).catch(abandon)
  }).then(
    (answer): ImportReport => ({ type: 'done', answer }),
    (error: unknown): ImportReport => ({ type: 'failed', error: toErrorData(error) }),
  )
  await report(last).catch(abandon)
  process.off('disconnect', abandon)
  process.disconnect()
}

async function carryOut(command: ImportCommand, onProgress: OnProgress): Promise<ImportAnswers[keyof ImportAnswers]> {
  switch (command.type) {
    case 'import':
      return runImport(command.spec, onProgress)
    case 'readFolder':
      return readFolder(command.folder, command.annotator)
    case 'compare':
      return compareBeatsFiles(command.a, command.b)
  }
}

process.on('disconnect', abandon)
process.on('SIGTERM', abandon)
process.on('SIGINT', abandon)
process.once('message', (command: ImportCommand) => void answer(command))
