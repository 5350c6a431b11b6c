import { AppError, fromErrorData } from '../../shared/appError.ts'
import type {
  ImportAnswers,
  ImportCommand,
  ImportedData,
  ImportReport,
  ImportSpec,
} from '../../shared/importProtocol.ts'
import { describeEnd, forkProgram, type ProgramEnd } from '../forkProgram.ts'

type OnProgress = (fraction: number, message: string) => void
type CommandOf<Type extends ImportCommand['type']> = Extract<ImportCommand, { type: Type }>

/** What an import program is doing in a process of its own. */
interface ImporterWork<Answer> {
  /** @throws AppError what is wrong with the files, or `cancelled`. */
  readonly answer: Promise<Answer>
  cancel(): Promise<void>
}

/** An import that is under way in a process of its own. */
export interface RunningImport {
  /** @throws AppError what is wrong with the files, or `cancelled`. */
  readonly data: Promise<ImportedData>
  cancel(): Promise<void>
}

/** Forks the import program, which writes `spec.outputPath`. */
export function runImport(importer: string, spec: ImportSpec, onProgress: OnProgress): RunningImport {
  const { answer, cancel } = startImporter(importer, { type: 'import', spec }, onProgress)
  return { data: answer, cancel }
}

/**
 * Has the import program read something, so that large files do not hold up the engine.
 * @throws AppError what is wrong with the files.
 */
export function askImporter<Type extends Exclude<ImportCommand['type'], 'import'>>(
  importer: string,
  command: CommandOf<Type>,
): Promise<ImportAnswers[Type]> {
  return startImporter<Type>(importer, command, () => undefined).answer
}

function startImporter<Type extends ImportCommand['type']>(
  importer: string,
  command: CommandOf<Type>,
  onProgress: OnProgress,
): ImporterWork<ImportAnswers[Type]> {
  let isCancelled = false
  let last: Extract<ImportReport, { type: 'done' | 'failed' }> | undefined
  const program = forkProgram<ImportCommand, ImportReport>(importer, (report) => {
    if (report.type === 'progress') onProgress(report.fraction, report.message)
    else last = report
  })
  program.send(command)
  const conclude = (end: ProgramEnd): ImportAnswers[Type] => {
    if (isCancelled) throw new AppError('cancelled', 'The import was cancelled; nothing of it was kept.')
    // The program answers what it was asked.
    if (last?.type === 'done') return last.answer as ImportAnswers[Type]
    if (last?.type === 'failed') throw fromErrorData(last.error)
    throw new AppError(
      'internal',
      `The import program ${describeEnd(end)}. ${end.lastLines.slice(-3).join(' ')}`.trim(),
    )
  }
  return {
    answer: program.ended.then(conclude),
    cancel: async () => {
      isCancelled = true
      await program.end()
    },
  }
}
