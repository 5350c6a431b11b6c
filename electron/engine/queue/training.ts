import { AppError, fromErrorData } from '../../shared/appError.ts'
import type { Epoch } from '../../shared/run.ts'
import type { TrainerCommand, TrainerReport } from '../../shared/trainerProtocol.ts'
import type { FinishedRun, NewEvaluation, RunPlan, Store } from '../../store/store.ts'
import { describeEnd, forkProgram, type Program, type ProgramEnd } from '../forkProgram.ts'
import { failedBy, type Unfinished } from './unfinished.ts'

type Evaluated = Extract<TrainerReport, { type: 'evaluated' }>
type Finished = Extract<TrainerReport, { type: 'finished' }>

/** Who is told how a training goes on. Everything told of is in the store already. */
export interface TrainingListener {
  onState(): void
  onProgress(epochProgress: number): void
  onEpoch(epoch: Epoch): void
  onLog(entry: { at: string; text: string }): void
}

/** A trainer that has reported its end gets this long to leave. */
const leaveAfterMs = 5000

/** One run in one trainer process: what it reports goes to the store, each epoch at once. */
export class Training {
  readonly plan: RunPlan
  readonly startedAt = Date.now()
  /** Null when the run finished and is stored so; never rejects. The trainer has gone, and its temporary files with it. */
  readonly ended: Promise<Unfinished | null>
  readonly #store: Store
  readonly #listener: TrainingListener
  readonly #program: Program<TrainerCommand>
  readonly #outputFolder: string
  readonly #evaluated: Evaluated[] = []
  #finished: Finished | null = null
  #unfinished: Unfinished | null = null

  /** @throws AppError where the data is missing or the disk is full: nothing was started then. */
  constructor(store: Store, trainer: string, plan: RunPlan, listener: TrainingListener) {
    this.#store = store
    this.#listener = listener
    this.plan = plan
    const dataPath = store.files.materialise(plan.dataSha256)
    const splitPath = store.files.materialise(plan.splitSha256)
    this.#outputFolder = store.files.temporaryFolder()
    this.#program = forkProgram<TrainerCommand, TrainerReport>(trainer, (report) => this.#take(report))
    this.ended = this.#program.ended.then((end) => this.#conclude(end))
    const { architecture, recipe, seed } = plan
    const outputFolder = this.#outputFolder
    this.#program.send({
      type: 'train',
      spec: { architecture, recipe, seed, dataPath, splitPath, outputFolder, threads: 1 },
    })
    this.#attempt(() => this.#log(`Run ${plan.runId} started, seed ${seed}, process ${this.#program.pid ?? 'none'}.`))
  }

  stopAfterEpoch(): void {
    this.#program.send({ type: 'stop-after-epoch' })
  }

  /** Ends the trainer now. A run that had finished by then is finished all the same. */
  async end(how: Unfinished): Promise<void> {
    this.#unfinished ??= how
    await this.#program.end()
    await this.ended
  }

  #take(report: TrainerReport): void {
    if (this.#unfinished === null) this.#attempt(() => this.#keep(report))
  }

  /** What cannot be stored ends the training: its result could not be kept either. */
  #attempt(store: () => void): void {
    try {
      store()
    } catch (error) {
      this.#unfinished ??= failedBy(error)
      void this.#program.end()
    }
  }

  #keep(report: TrainerReport): void {
    switch (report.type) {
      case 'ready':
        return this.#takeReady(report)
      case 'progress':
        return this.#listener.onProgress(report.steps === 0 ? 0 : report.step / report.steps)
      case 'epoch':
        return this.#takeEpoch(report.epoch, report.isBest)
      case 'evaluating':
        if (this.#store.runs.setState(this.plan.runId, 'evaluating')) this.#listener.onState()
        return this.#log(`Scoring the ${report.part} part.`)
      case 'evaluated':
        this.#evaluated.push(report)
        return
      case 'log':
        return this.#log(report.text)
      case 'finished':
        this.#finished = report
        setTimeout(() => void this.#program.end(), leaveAfterMs).unref()
        return
      case 'failed':
        this.#unfinished = failedBy(fromErrorData(report.error))
        setTimeout(() => void this.#program.end(), leaveAfterMs).unref()
    }
  }

  #takeReady({ environment, parameters, sizes }: Extract<TrainerReport, { type: 'ready' }>): void {
    const { runId } = this.plan
    this.#store.transaction(() => {
      this.#store.runs.setEnvironment(runId, environment)
      this.#store.runs.setState(runId, 'training')
    })
    this.#listener.onState()
    const beats = `${sizes.train} beats to train, ${sizes.validation} to validate, ${sizes.test} to test`
    this.#log(`Network with ${parameters} parameters built; ${beats}; TensorFlow ${environment.tensorflow}.`)
  }

  #takeEpoch(epoch: Epoch, isBest: boolean): void {
    this.#store.runs.appendEpoch(this.plan.runId, epoch, isBest)
    this.#listener.onEpoch(epoch)
    const [train, validation, f1] = [epoch.trainLoss, epoch.validationLoss, epoch.validationMacroF1].map((value) =>
      value.toFixed(4),
    )
    this.#log(
      `Epoch ${epoch.epoch}: loss ${train}, validation ${validation}, macro F1 ${f1}${isBest ? ' (best)' : ''}.`,
    )
  }

  async #conclude(end: ProgramEnd): Promise<Unfinished | null> {
    const how = await this.#settle(end).catch(failedBy)
    this.#store.files.removeTemporary(this.#outputFolder)
    return how
  }

  async #settle(end: ProgramEnd): Promise<Unfinished | null> {
    if (this.#finished !== null) {
      const result = await this.#keepFiles(this.#finished)
      if (!this.#store.runs.finish(this.plan.runId, result)) throw new AppError('conflict', 'The run had ended before.')
      return null
    }
    if (this.#unfinished !== null) return this.#unfinished
    for (const line of end.lastLines) this.#log(line)
    return { state: 'failed', reason: `The trainer ${describeEnd(end)}.` }
  }

  async #keepFiles({ reason, bestEpoch, finalEpoch, weightsPath }: Finished): Promise<FinishedRun> {
    const { files } = this.#store
    const evaluations: NewEvaluation[] = []
    for (const { part, loss, confusion, predicted, logitsPath } of this.#evaluated) {
      evaluations.push({ part, loss, confusion, predicted, logits: await files.putFile(logitsPath, 'logits') })
    }
    return { reason, bestEpoch, finalEpoch, weights: await files.putFile(weightsPath, 'weights'), evaluations }
  }

  #log(text: string): void {
    this.#listener.onLog(this.#store.runs.appendLog(this.plan.runId, text))
  }
}
