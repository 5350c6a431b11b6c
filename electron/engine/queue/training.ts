import { AppError, fromErrorData } from '../../shared/appError.ts'
import type { Epoch, RunEnvironment, RunUsage } from '../../shared/run.ts'
import type { TrainerCommand, TrainerReport } from '../../shared/trainerProtocol.ts'
import type { ArtifactKind, ArtifactRef } from '../../store/artifact.ts'
import type { FinishedRun, NewEvaluation, RunPlan } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'
import { environmentChanges } from '../environmentChanges.ts'
import { describeEnd, forkProgram, type Program, type ProgramEnd } from '../forkProgram.ts'
import { runSpecOf } from './runSpec.ts'
import { failedBy, type Unfinished } from './unfinished.ts'
import { createUsageMeter } from './usageMeter.ts'

type Report<Type extends TrainerReport['type']> = Extract<TrainerReport, { type: Type }>

/** Who is told how a training goes on. Everything told of is in the store already. */
export interface TrainingListener {
  /** The trainer is ready. */
  onReady(environment: RunEnvironment): void
  onState(): void
  onProgress(epochProgress: number): void
  /** `epochMs` is from the epoch before, or the beginning, until now. */
  onEpoch(epoch: Epoch, epochMs: number): void
  onLog(entry: { at: string; text: string }): void
  /** How many trainings go on now. */
  countTrainings(): number
}

/** A trainer that has reported its end gets this long to leave. */
const leaveAfterMs = 5000

/** One run in one trainer process: what it reports goes to the store, each epoch at once with its checkpoint. */
export class Training {
  readonly plan: RunPlan
  readonly startedAt = Date.now()
  /** Null when the run finished and is stored so; never rejects. The trainer has gone, and its temporary files with it. */
  readonly ended: Promise<Unfinished | null>
  readonly #store: Store
  readonly #listener: TrainingListener
  readonly #program: Program<TrainerCommand>
  readonly #outputFolder: string
  readonly #evaluated: Report<'evaluated'>[] = []
  readonly #usage = createUsageMeter()
  /** Ends when all reports so far are stored: one after another, since taking over a file takes time. */
  #stored: Promise<void> = Promise.resolve()
  #finished: Report<'finished'> | null = null
  #unfinished: Unfinished | null = null
  #canStore = true

  /** @throws AppError where data or checkpoint are missing or the disk is full: nothing was started then. */
  constructor(store: Store, trainer: string, plan: RunPlan, listener: TrainingListener) {
    this.#store = store
    this.#listener = listener
    this.plan = plan
    this.#outputFolder = store.files.temporaryFolder()
    const spec = this.#orRemoveFolder(() => runSpecOf(store, plan, this.#outputFolder))
    this.#program = forkProgram<TrainerCommand, TrainerReport>(trainer, (report) => this.#take(report), {
      isBackground: true,
    })
    this.ended = this.#program.ended.then((end) => this.#conclude(end))
    this.#program.send({ type: 'train', spec })
    this.#enqueue(() => this.#logStart())
  }

  /** What it has taken so far. */
  usage(): RunUsage {
    return this.#usage.usage()
  }

  stopAfterEpoch(): void {
    this.#program.send({ type: 'stop-after-epoch' })
  }

  pauseAfterEpoch(): void {
    this.#program.send({ type: 'pause-after-epoch' })
  }

  /** Ends the trainer now. A run that had finished by then is finished all the same. */
  async end(how: Unfinished): Promise<void> {
    this.#unfinished ??= how
    await this.#program.end()
    await this.ended
  }

  #orRemoveFolder<T>(work: () => T): T {
    try {
      return work()
    } catch (error) {
      this.#store.files.removeTemporary(this.#outputFolder)
      throw error
    }
  }

  /** Once the training is to end, only epochs that were finished before are still taken in. */
  #take(report: TrainerReport): void {
    if (this.#unfinished === null || report.type === 'epoch') this.#enqueue(() => this.#keep(report))
  }

  /** What cannot be stored ends the training: its result could not be kept either. */
  #enqueue(store: () => void | Promise<void>): void {
    this.#stored = this.#stored.then(async () => {
      try {
        if (this.#canStore) await store()
      } catch (error) {
        this.#canStore = false
        this.#unfinished ??= failedBy(error)
        void this.#program.end()
      }
    })
  }

  #keep(report: TrainerReport): void | Promise<void> {
    switch (report.type) {
      case 'ready':
        return this.#takeReady(report)
      case 'memory':
        return this.#usage.memory(report.peakBytes)
      case 'progress':
        return this.#listener.onProgress(report.step / Math.max(1, report.steps))
      case 'epoch':
        return this.#takeEpoch(report)
      case 'evaluating':
        return this.#takeEvaluating(report)
      case 'evaluated':
        return void this.#evaluated.push(report)
      case 'log':
        return this.#log(report.text)
      default:
        return this.#takeEnd(report)
    }
  }

  #takeEvaluating({ part }: Report<'evaluating'>): void {
    if (this.#store.runs.setState(this.plan.runId, 'evaluating')) this.#listener.onState()
    this.#log(`Scoring the ${part} part.`)
  }

  #takeEnd(report: Report<'finished' | 'paused' | 'failed'>): void {
    if (report.type === 'finished') this.#finished = report
    else if (report.type === 'failed') this.#unfinished ??= failedBy(fromErrorData(report.error))
    else this.#unfinished ??= { state: 'paused', reason: `Paused after epoch ${report.epoch}.` }
    setTimeout(() => void this.#program.end(), leaveAfterMs).unref()
  }

  #logStart(): void {
    const { runId, seed, epochs } = this.plan
    const from = epochs > 0 ? `goes on after epoch ${epochs}` : 'started'
    const { pid, priorityFault } = this.#program
    this.#log(`Run ${runId} ${from}, seed ${seed}, process ${pid ?? 'none'}.`)
    if (priorityFault !== null) this.#log(`It trains at the usual priority: ${priorityFault}.`)
  }

  #takeReady({ environment, parameters, sizes, epoch }: Report<'ready'>): void {
    const { runId, epochs } = this.plan
    if (epoch !== epochs)
      throw new AppError(
        'bad-file',
        `The checkpoint is of epoch ${epoch}, but ${epochs} epochs are stored.`,
        'Start the run from the beginning.',
      )
    const before = this.#store.runs.detail(runId).environment
    const changes = epochs > 0 ? environmentChanges(before, environment) : []
    const sinceStart = [
      ...(epochs > 0 ? (before?.changes ?? []) : []),
      ...changes.map((change) => `${change}, from epoch ${epochs + 1} on`),
    ]
    this.#store.transaction(() => {
      this.#store.runs.setEnvironment(runId, {
        ...environment,
        ...(sinceStart.length > 0 ? { changes: sinceStart } : {}),
      })
      this.#store.runs.setState(runId, 'training')
    })
    this.#usage.ready()
    this.#listener.onReady(environment)
    this.#listener.onState()
    const beats = `${sizes.train} beats to train, ${sizes.validation} to validate, ${sizes.test} to test`
    this.#log(`Network with ${parameters} parameters built; ${beats}; TensorFlow ${environment.tensorflow}.`)
    if (changes.length > 0) this.#log(`Not as in the epochs before: ${changes.join('; ')}.`)
  }

  async #takeEpoch({ epoch, isBest, checkpointPath }: Report<'epoch'>): Promise<void> {
    const { files, runs } = this.#store
    const epochMs = this.#usage.epoch(this.#listener.countTrainings())
    const checkpoint = await files.putFile(checkpointPath, 'checkpoint')
    try {
      runs.appendEpoch(this.plan.runId, epoch, isBest, checkpoint)
    } catch (error) {
      files.release(checkpoint)
      throw error
    }
    runs.setUsage(this.plan.runId, this.#usage.usage())
    this.#listener.onEpoch(epoch, epochMs)
    const [train, validation, f1] = [epoch.trainLoss, epoch.validationLoss, epoch.validationMacroF1].map((value) =>
      value.toFixed(4),
    )
    this.#log(
      `Epoch ${epoch.epoch}: loss ${train}, validation ${validation}, macro F1 ${f1}${isBest ? ' (best)' : ''}.`,
    )
  }

  async #conclude(end: ProgramEnd): Promise<Unfinished | null> {
    await this.#stored
    const how = await this.#settle(end).catch(failedBy)
    this.#store.files.removeTemporary(this.#outputFolder)
    return how
  }

  async #settle(end: ProgramEnd): Promise<Unfinished | null> {
    if (this.#finished !== null && this.#canStore) {
      await this.#finish(this.#finished)
      this.#usage.end()
      this.#store.runs.setUsage(this.plan.runId, this.#usage.usage())
      return null
    }
    if (this.#unfinished !== null) return this.#unfinished
    for (const line of end.lastLines) this.#log(line)
    return { state: 'failed', reason: `The trainer ${describeEnd(end)}.` }
  }

  /** All of the result or nothing: files that were put for a run which then cannot finish go again. */
  async #finish(finished: Report<'finished'>): Promise<void> {
    const { files, runs } = this.#store
    const put: ArtifactRef[] = []
    const keep = async (path: string, kind: ArtifactKind): Promise<ArtifactRef> => {
      const ref = await files.putFile(path, kind)
      put.push(ref)
      return ref
    }
    try {
      if (!runs.finish(this.plan.runId, await this.#resultOf(finished, keep)))
        throw new AppError('conflict', 'The run had ended before.')
    } catch (error) {
      put.forEach(files.release)
      throw error
    }
  }

  async #resultOf(
    { reason, bestEpoch, finalEpoch, weightsPath }: Report<'finished'>,
    keep: (path: string, kind: ArtifactKind) => Promise<ArtifactRef>,
  ): Promise<FinishedRun> {
    const evaluations: NewEvaluation[] = []
    for (const { part, loss, confusion, predicted, logitsPath } of this.#evaluated) {
      evaluations.push({ part, loss, confusion, predicted, logits: await keep(logitsPath, 'logits') })
    }
    return { reason, bestEpoch, finalEpoch, weights: await keep(weightsPath, 'weights'), evaluations }
  }

  #log(text: string): void {
    this.#listener.onLog(this.#store.runs.appendLog(this.plan.runId, text))
  }
}
