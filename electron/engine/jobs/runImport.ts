import { AppError, fromErrorData } from '../../shared/appError.ts'
import type { ImportCommand, ImportedData, ImportReport, ImportSpec } from '../../shared/importProtocol.ts'
import { describeEnd, forkProgram, type ProgramEnd } from '../forkProgram.ts'

/** An import that is under way in a process of its own. */
export interface RunningImport {
  /** @throws AppError what is wrong with the files, or `cancelled`. */
  readonly data: Promise<ImportedData>
  cancel(): Promise<void>
}

/** Forks the import program, which writes `spec.outputPath`. */
export function runImport(
  importer: string,
  spec: ImportSpec,
  onProgress: (fraction: number, message: string) => void,
): RunningImport {
  let isCancelled = false
  let last: Extract<ImportReport, { type: 'imported' | 'failed' }> | undefined
  const program = forkProgram<ImportCommand, ImportReport>(importer, (report) => {
    if (report.type === 'progress') onProgress(report.fraction, report.message)
    else last = report
  })
  program.send({ type: 'import', spec })
  const conclude = (end: ProgramEnd): ImportedData => {
    if (isCancelled) throw new AppError('cancelled', 'The import was cancelled; nothing of it was kept.')
    if (last?.type === 'imported') return last.data
    if (last?.type === 'failed') throw fromErrorData(last.error)
    throw new AppError(
      'internal',
      `The import program ${describeEnd(end)}. ${end.lastLines.slice(-3).join(' ')}`.trim(),
    )
  }
  return {
    data: program.ended.then(conclude),
    cancel: async () => {
      isCancelled = true
      await program.end()
    },
  }
}
