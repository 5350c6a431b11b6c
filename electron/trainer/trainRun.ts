import { join } from 'node:path'
import { AppError } from '../shared/appError.ts'
import { classCount } from '../shared/beatClass.ts'
import { learningRateAt } from '../shared/learningRate.ts'
import { scoreConfusion } from '../shared/metrics.ts'
import { layersOf } from '../shared/network.ts'
import type { Epoch } from '../shared/run.ts'
import { encodeSafetensors } from '../shared/safetensors.ts'
import type { Part, SplitRows } from '../shared/split.ts'
import type { RunSpec, TrainerReport } from '../shared/trainerProtocol.ts'
import { BeatTable } from './beatTable.ts'
import { buildNetwork } from './buildNetwork.ts'
import { encodeCheckpoint, identityOf } from './checkpoint.ts'
import { classWeightsOf } from './classWeights.ts'
import { countLabels, readTrainingData } from './dataFiles.ts'
import { evaluate, type Evaluator } from './evaluate.ts'
import type { LossPlan } from './loss.ts'
import { Optimiser } from './optimisers/optimiser.ts'
import { createPacer } from './pacer.ts'
import { peakMemory } from './peakMemory.ts'
import { describeEnvironment } from './runEnvironment.ts'
import { beginRun, recordEpoch, type RunState } from './runState.ts'
import type { TensorFlow } from './tensorflow.ts'
import { divergence, trainEpoch, type Training } from './trainEpoch.ts'
import { encodeWeights, putWeights, takeWeights } from './weights.ts'
import { createFolder, writeFileWhole } from './writeFileWhole.ts'

const breathMs = 100
const progressMs = 250

/** How a run is steered from outside while it trains. */
export interface RunControl {
  stopAfterEpoch: boolean
  pauseAfterEpoch: boolean
}

/** A run's parts and where its reports go. */
interface Run {
  spec: RunSpec
  rows: SplitRows
  training: Training
  evaluator: Evaluator
  state: RunState
  report: (report: TrainerReport) => void
  /** When progress was last reported, on the clock of `performance.now()`. */
  progressAt: number
}

/**
 * Trains one run from its spec to its files and reports on the way, in the order of `trainerProtocol.ts`.
 * @throws AppError where data, disk, a checkpoint or a diverging loss end it (`diverged`).
 */
export async function trainRun(
  tf: TensorFlow,
  spec: RunSpec,
  report: (report: TrainerReport) => void,
  control: RunControl,
): Promise<void> {
  createFolder(spec.outputFolder)
  const run = prepare(tf, spec, report)
  const reason = await trainEpochs(run, control)
  if (reason === null) return report({ type: 'paused', epoch: run.state.history.length })
  const { network } = run.training
  const { bestWeights, monitor, history } = run.state
  if (bestWeights) putWeights(network, bestWeights)
  const finalEpoch = bestWeights ? monitor.bestEpoch : history.length
  const metadata = { seed: String(spec.seed), epoch: String(finalEpoch) }
  const weightsPath = join(spec.outputFolder, 'weights.safetensors')
  writeFileWhole(weightsPath, encodeWeights(network, takeWeights(network), metadata))
  await scorePart(run, 'validation')
  await scorePart(run, 'test')
  report({ type: 'memory', peakBytes: peakMemory() })
  report({ type: 'finished', reason, bestEpoch: monitor.bestEpoch, finalEpoch, weightsPath })
}

function prepare(tf: TensorFlow, spec: RunSpec, report: Run['report']): Run {
  const { recipe, seed } = spec
  const data = readTrainingData(spec)
  const { rows } = data
  const network = buildNetwork(tf, layersOf(spec.architecture, data.length), seed, recipe.initialisation)
  const table = new BeatTable(tf, data)
  const loss: LossPlan = {
    classWeights: classWeightsOf(recipe.classWeights, countLabels(data.labels, rows.train)),
    focalGamma: recipe.focalGamma,
    labelSmoothing: recipe.labelSmoothing,
  }
  const pacer = createPacer(breathMs)
  const optimiser = new Optimiser(tf, network.store, recipe.optimiser, recipe.gradientClipping)
  const { batchSize, augmentation } = recipe
  const training: Training = { tf, network, optimiser, loss, table, pacer, batchSize, augmentation, seed }
  const state = beginRun(spec, training)
  report({ type: 'memory', peakBytes: peakMemory() })
  report({
    type: 'ready',
    parameters: network.store.size,
    environment: describeEnvironment(tf, spec.threads),
    sizes: { train: rows.train.length, validation: rows.validation.length, test: rows.test.length },
    epoch: state.history.length,
  })
  if (rows.train.length % recipe.batchSize === 1)
    report({ type: 'log', text: 'The last batch of each epoch has one beat; it is left out, as batch norm needs two.' })
  const evaluator = { tf, network, table, loss, pacer }
  return { spec, rows, training, evaluator, state, report, progressAt: -Infinity }
}

/** Why training ended; null where it is paused. */
async function trainEpochs(run: Run, control: RunControl): Promise<string | null> {
  const { spec, training, state, report } = run
  for (;;) {
    const reason = reasonToEnd(run, control)
    if (reason !== null) return reason
    if (control.pauseAfterEpoch && state.history.length > 0) return null
    const finished = await trainAndValidate(run, state.history.length + 1)
    const isBest = recordEpoch(state, finished, spec, training)
    const checkpointPath = join(spec.outputFolder, `checkpoint-${finished.epoch}.safetensors`)
    writeFileWhole(checkpointPath, encodeCheckpoint(training, identityOf(spec), state.history))
    report({ type: 'memory', peakBytes: peakMemory() })
    report({ type: 'epoch', epoch: finished, isBest, checkpointPath })
  }
}

function reasonToEnd({ spec, state }: Run, control: RunControl): string | null {
  const epoch = state.history.length
  if (spec.until === 0) return 'scored with the weights it was given'
  if (epoch === 0) return null
  const early = spec.until === null ? state.monitor.stopReason(epoch) : null
  if (early !== null) return early
  const last = spec.until ?? spec.recipe.epochs
  if (epoch >= last) return last === 1 ? 'its one epoch done' : `all ${last} epochs done`
  return control.stopAfterEpoch ? `stopped on request after epoch ${epoch}` : null
}

async function trainAndValidate(run: Run, epoch: number): Promise<Epoch> {
  const { spec, rows, training, evaluator, state } = run
  const startedAt = performance.now()
  const validationLosses = state.history.map(({ validationLoss }) => validationLoss)
  let lastRate = 0
  const learningRate = (step: number, stepsPerEpoch: number) =>
    (lastRate = learningRateAt(spec.recipe, { epoch, step, stepsPerEpoch, validationLosses }))
  const onStep = (step: number, steps: number) => tellProgress(run, { type: 'progress', epoch, step, steps })
  const trainLoss = await trainEpoch(training, { rows: rows.train, epoch, learningRate, onStep })
  const { loss, confusion } = await evaluate(evaluator, rows.validation)
  if (!Number.isFinite(loss)) throw divergence('The validation loss', `after epoch ${epoch}`, lastRate)
  const scores = scoreConfusion(confusion)
  return {
    epoch,
    trainLoss,
    validationLoss: loss,
    validationAccuracy: scores.accuracy,
    validationMacroF1: scores.macroF1,
    learningRate: lastRate,
    durationMs: performance.now() - startedAt,
  }
}

/** At most four times a second. */
function tellProgress(run: Run, report: Extract<TrainerReport, { type: 'progress' }>): void {
  if (performance.now() - run.progressAt < progressMs) return
  run.progressAt = performance.now()
  run.report(report)
}

async function scorePart({ spec, rows: parts, evaluator, report }: Run, part: Exclude<Part, 'train'>): Promise<void> {
  const rows = parts[part]
  if (rows.length === 0) {
    report({ type: 'log', text: `The ${part} part has no beats; it is not scored.` })
    return
  }
  report({ type: 'evaluating', part })
  const { logits, predicted, confusion, loss } = await evaluate(evaluator, rows)
  if (!Number.isFinite(loss))
    throw new AppError(
      'diverged',
      `The loss on the ${part} part is infinite or not a number, so that it cannot be scored.`,
      'The weights hold numbers that are too large, or none: train again with a smaller learning rate.',
    )
  const logitsPath = join(spec.outputFolder, `${part}.logits.safetensors`)
  writeFileWhole(
    logitsPath,
    encodeSafetensors({
      logits: { dtype: 'F32', shape: [rows.length, classCount], data: logits },
      rows: { dtype: 'U32', shape: [rows.length], data: rows.slice() },
    }),
  )
  report({ type: 'evaluated', part, loss, confusion, predicted, logitsPath })
}
