import type { ConfusionMatrix } from '../shared/metrics.ts'
import type { Epoch, Repetition, Run, RunDetail, RunEnvironment, RunState, RunUsage } from '../shared/run.ts'
import type { Part } from '../shared/split.ts'
import type { NewVariant } from '../shared/study.ts'
import type { Artifact, ArtifactRef } from './artifact.ts'
import type { Deletable } from './deletable.ts'

/** A run as the queue needs it to write a trainer's spec. */
export interface RunPlan {
  runId: number
  studyId: number
  variantId: number
  dataSetId: number
  /** Key of the split. */
  split: string
  seed: number
  fold: number
  architecture: NewVariant['architecture']
  recipe: NewVariant['recipe']
  dataSha256: string
  splitSha256: string
  /** To which epoch, where not the recipe says it: of an extended run; 0 for imported weights. */
  until: number | null
  /** Finished epochs, after which it goes on. */
  epochs: number
  /** SHA-256 of the newest checkpoint and of the best epoch's; null where there is none. */
  checkpoint: { last: string; best: string } | null
  initialWeightsSha256: string | null
  /** Name of the file that its weights were imported from; null for a run that is trained. */
  importedFrom: string | null
}

/** A waiting run, as the queue sorts it. */
export interface QueuedRun {
  id: number
  studyId: number
  /** Runs of one launch share a number; null for one that keeps its place: moved, or queued alone. */
  launch: number | null
}

/** What a run took, for estimates of others. */
export interface RunRecord {
  id: number
  variantId: number
  /** It finished, and its recipe alone said when. */
  isFullLength: boolean
  /** Finished epochs. */
  epoch: number
  /** From start to end, where it finished in one go; null for others. */
  durationMs: number | null
  environment: RunEnvironment | null
  /** Null for runs of before usage was kept. */
  usage: RunUsage | null
}

/** How a run ends that does not finish. */
export interface RunEnd {
  state: 'failed' | 'cancelled' | 'interrupted' | 'paused'
  reason: string
  /** Its loss became infinite or not a number: going on would end the same way. */
  hasDiverged?: boolean
}

export interface NewEvaluation {
  part: Part
  loss: number
  confusion: ConfusionMatrix
  /** Class of each beat of the part, in the order of the split's rows. */
  predicted: ArrayLike<number>
  logits: ArtifactRef | null
}

export interface FinishedRun {
  reason: string | null
  bestEpoch: number
  finalEpoch: number
  weights: ArtifactRef | null
  evaluations: NewEvaluation[]
}

/** Runs as they are stored: `epochProgress` is 0 and `remainingMs` null; `durationMs` is null until a run ends. */
export interface RunTable extends Deletable {
  list(filter?: { studyId?: number | undefined; states?: readonly RunState[] | undefined }): Run[]
  get(id: number): Run
  detail(id: number): RunDetail
  plan(id: number): RunPlan
  /** Null when there is none. */
  find(variantId: number, seed: number, fold?: number): Run | null
  /** A queued run at the end of the queue. Throws AppError `conflict` when the variant has a run of this seed and fold. */
  insertQueued(variantId: number, seed: number, fold?: number): Run
  /** The same for a run that is only scored, with weights from the file `fileName`. */
  insertImported(variantId: number, seed: number, imported: { weights: ArtifactRef; fileName: string }): Run
  /** The queued run that is next, without changing it; null when none waits. */
  nextQueued(): Run | null
  /** Waiting runs in the order in which they will start. */
  queue(): QueuedRun[]
  /** Makes waiting runs into one launch, whose runs the queue may sort. */
  groupLaunch(ids: readonly number[]): void
  /** Puts waiting runs into this order; it must name all of them. */
  arrange(ids: readonly number[]): void
  /** How many runs are in each state. */
  tally(): Record<RunState, number>
  /** Moves a queued run, which then keeps its place: 0 is next. Throws `conflict` when it does not wait. */
  move(id: number, place: number): void
  /**
   * One step of a run's life, e.g. queued > preparing > training > evaluating.
   * False (and nothing is changed) when the run's state does not allow the step: somebody else was first.
   * Sets `startedAt` on preparing, `endedAt` on the ended states. `finished` is only reached with `finish`.
   */
  setState(id: number, to: Exclude<RunState, 'finished' | 'queued'>, reason?: string | null): boolean
  /**
   * The same for a run that ends, or is paused, without having finished. A finished run that was being extended is
   * finished as it was before when the extension is cancelled, also later, or diverges.
   */
  end(id: number, how: RunEnd): boolean
  setEnvironment(id: number, environment: RunEnvironment): void
  setUsage(id: number, usage: RunUsage): void
  /** The newest runs that have trained, oldest first. */
  records(limit: number): RunRecord[]
  requestStop(id: number): void
  requestPause(id: number): void
  /** The epoch and its checkpoint in one transaction. Of checkpoints before, only what a resumed run needs stays. */
  appendEpoch(id: number, epoch: Epoch, isBest: boolean, checkpoint?: ArtifactRef | null): void
  /** Answers when it was said. */
  appendLog(id: number, text: string): { at: string; text: string }
  /**
   * Evaluations, artifacts and the state `finished` in one transaction, in place of those before where the run was
   * extended (journaled); false when the run was not active any more.
   */
  finish(id: number, result: FinishedRun): boolean
  /**
   * Queues a failed, cancelled, interrupted or paused run again at the end, to begin anew: what it had goes, the log
   * stays. One that was being extended begins anew behind its old result.
   */
  retry(id: number): Run
  /**
   * Queues such a run to go on from its checkpoint, or to begin anew where it has none.
   * Throws `not-found` where the checkpoint's file is missing.
   */
  resume(id: number): Run
  /** Resumes where that can be, and where the run would not diverge again; else retries. */
  startAgain(id: number): Run
  /**
   * Queues a finished run to be trained on, to `epochs` in all. Its result stays until there is a new one.
   * Throws `conflict` for imported runs and without a checkpoint, `bad-input` where so many epochs are trained already
   * or the learning rate has come to 0.
   */
  extend(id: number, epochs: number): Run
  /** To how many epochs a run was extended; 0 for imported weights; null where the recipe says it. */
  limit(id: number): number | null
  addRepetition(id: number, repetition: Repetition): void
  /** At the engine's start: active runs become interrupted. Answers their ids. */
  markInterrupted(reason?: string): number[]
  archive(id: number, archived: boolean): void
  /** SHA-256 and bytes of the weights; null when none are kept. */
  weights(id: number): Artifact | null
  /** When the run ended whose weights these are: of one that is being extended, the run before. Null where it did not. */
  weightsEndedAt(id: number): string | null
}

export interface Evaluation {
  runId: number
  variantId: number
  seed: number
  fold: number
  part: Part
  beats: number
  loss: number
  confusion: ConfusionMatrix
  predicted: Uint8Array
  logitsSha256: string | null
}

export interface EvaluationTable {
  /** Null when the part was not evaluated. */
  get(runId: number, part: Part): Evaluation | null
  /** Later looks at the part, and how often it was scored: what stands beside every score. */
  known(runId: number, part: Part): { looks: number; timesScored: number }
  /**
   * Of all finished, not archived runs of the study's not archived variants, also while they are extended. Without
   * `predicted`, to be light.
   */
  listEvaluations(studyId: number, part: Part): StudyEvaluation[]
}

/** One run's scores in a study, with what the table says of the run. */
export type StudyEvaluation = Omit<Evaluation, 'predicted' | 'logitsSha256'> & {
  bestEpoch: number | null
  epochs: number
  scoredEpoch: number | null
  durationMs: number | null
  hasWeights: boolean
  isImported: boolean
  looks: number
  timesScored: number
  /** The run is being trained on: these are its scores until it has new ones. */
  isExtending: boolean
}
