import { rmSync } from 'node:fs'
import { AppError, fromErrorData } from '../../shared/appError.ts'
import type { Epoch, RunEnvironment } from '../../shared/run.ts'
import type { RunSpec, TrainerCommand, TrainerReport } from '../../shared/trainerProtocol.ts'
import { describeEnd, forkProgram, type ProgramEnd } from '../forkProgram.ts'

/** A trainer that has reported its end gets this long to leave. */
const leaveAfterMs = 5000

/** What a training gave that is compared, its files in the folder of its spec. */
export interface RepeatedRun {
  environment: RunEnvironment
  curve: Epoch[]
  evaluations: Extract<TrainerReport, { type: 'evaluated' }>[]
  weightsPath: string
}

/** A training whose result nobody keeps. */
export interface RepeatingTraining {
  /** @throws AppError why it failed, or `cancelled`. */
  readonly result: Promise<RepeatedRun>
  cancel(): Promise<void>
}

/** Trains a spec to its end; its checkpoints are removed at once. */
export function repeatTraining(
  trainer: string,
  spec: RunSpec,
  onProgress: (fraction: number, message: string) => void,
): RepeatingTraining {
  const epochs = spec.until ?? spec.recipe.epochs
  const repeated: Partial<RepeatedRun> & Pick<RepeatedRun, 'curve' | 'evaluations'> = { curve: [], evaluations: [] }
  let isCancelled = false
  let failure: AppError | undefined
  const program = forkProgram<TrainerCommand, TrainerReport>(trainer, take, { isBackground: true })
  program.send({ type: 'train', spec })

  function take(report: TrainerReport): void {
    if (report.type === 'ready') repeated.environment = report.environment
    if (report.type === 'progress') tellEpoch(report.epoch, report.step / Math.max(1, report.steps))
    if (report.type === 'epoch') {
      repeated.curve.push(report.epoch)
      rmSync(report.checkpointPath, { force: true })
      tellEpoch(report.epoch.epoch, 1)
    }
    if (report.type === 'evaluating') onProgress(1, `Scoring the ${report.part} part`)
    if (report.type === 'evaluated') repeated.evaluations.push(report)
    if (report.type === 'finished') repeated.weightsPath = report.weightsPath
    if (report.type === 'failed') failure = fromErrorData(report.error)
    if (report.type === 'finished' || report.type === 'failed')
      setTimeout(() => void program.end(), leaveAfterMs).unref()
  }

  function tellEpoch(epoch: number, progress: number): void {
    onProgress((epoch - 1 + progress) / Math.max(1, epochs), `Epoch ${epoch} of ${epochs}`)
  }

  function conclude(end: ProgramEnd): RepeatedRun {
    if (isCancelled) throw new AppError('cancelled', 'The repetition was cancelled; nothing of it was kept.')
    const { environment, curve, evaluations, weightsPath } = repeated
    if (failure === undefined && environment && weightsPath !== undefined)
      return { environment, curve, evaluations, weightsPath }
    if (failure) throw failure
    const lastLines = end.lastLines.slice(-3).join(' ')
    throw new AppError('trainer-failed', `The trainer ${describeEnd(end)}. ${lastLines}`.trim())
  }

  return {
    result: program.ended.then(conclude),
    cancel: async () => {
      isCancelled = true
      await program.end()
    },
  }
}
