import { join } from 'node:path'
import { classCount } from '../shared/beatClass.ts'
import { scoreConfusion } from '../shared/metrics.ts'
import { layersOf } from '../shared/network.ts'
import type { ClassWeights } from '../shared/recipe.ts'
import type { Epoch } from '../shared/run.ts'
import { encodeSafetensors } from '../shared/safetensors.ts'
import type { Part, SplitRows } from '../shared/split.ts'
import type { RunSpec, TrainerReport } from '../shared/trainerProtocol.ts'
import { Adam } from './adam.ts'
import { BeatTable } from './beatTable.ts'
import { balancedWeights, CrossEntropy } from './crossEntropy.ts'
import { countLabels, readTrainingData } from './dataFiles.ts'
import { createMonitor } from './earlyStopping.ts'
import { evaluate, type Evaluator } from './evaluate.ts'
import { buildNetwork } from './buildNetwork.ts'
import { createPacer } from './pacer.ts'
import { describeEnvironment } from './runEnvironment.ts'
import type { TensorFlow } from './tensorflow.ts'
import { trainEpoch, type Training } from './trainEpoch.ts'
import { encodeWeights, putWeights, takeWeights, type Weights } from './weights.ts'
import { createFolder, writeFileWhole } from './writeFileWhole.ts'

const breathMs = 100
const progressMs = 250

/** How a run is steered from outside while it trains. */
export interface RunControl {
  stopAfterEpoch: boolean
}

/** A run's parts and where its reports go. */
interface Run {
  tf: TensorFlow
  spec: RunSpec
  rows: SplitRows
  training: Training
  evaluator: Evaluator
  report: (report: TrainerReport) => void
  /** When progress was last reported, on the clock of `performance.now()`. */
  progressAt: number
}

/** How the epochs ended. */
interface Ending {
  reason: string
  bestEpoch: number
  finalEpoch: number
}

/**
 * Trains one run from its spec to its files and reports on the way, in the order of `trainerProtocol.ts`.
 * @throws AppError where data, disk or a diverging loss end it.
 */
export async function trainRun(
  tf: TensorFlow,
  spec: RunSpec,
  report: (report: TrainerReport) => void,
  control: RunControl,
): Promise<void> {
  createFolder(spec.outputFolder)
  const run = prepare(tf, spec, report)
  const ending = await trainEpochs(run, control)
  const { network } = run.training
  const metadata = { seed: String(spec.seed), epoch: String(ending.finalEpoch) }
  const weightsPath = join(spec.outputFolder, 'weights.safetensors')
  writeFileWhole(weightsPath, encodeWeights(network, takeWeights(network), metadata))
  await scorePart(run, 'validation')
  await scorePart(run, 'test')
  report({ type: 'finished', ...ending, weightsPath })
}

function prepare(tf: TensorFlow, spec: RunSpec, report: Run['report']): Run {
  const { recipe, seed } = spec
  const data = readTrainingData(spec.dataPath, spec.splitPath)
  const { rows } = data
  const network = buildNetwork(tf, layersOf(spec.architecture, data.length), seed)
  const table = new BeatTable(tf, data)
  const classWeights = chooseClassWeights(recipe.classWeights, countLabels(data.labels, rows.train))
  const pacer = createPacer(breathMs)
  const training: Training = {
    tf,
    network,
    adam: new Adam(tf, network.store, recipe.optimiser),
    loss: new CrossEntropy(tf, classWeights),
    table,
    pacer,
    batchSize: recipe.batchSize,
    learningRate: recipe.optimiser.learningRate,
    seed,
  }
  report({
    type: 'ready',
    parameters: network.store.size,
    environment: describeEnvironment(tf, spec.threads),
    sizes: { train: rows.train.length, validation: rows.validation.length, test: rows.test.length },
  })
  if (rows.train.length % recipe.batchSize === 1)
    report({ type: 'log', text: 'The last batch of each epoch has one beat; it is left out, as batch norm needs two.' })
  return {
    tf,
    spec,
    rows,
    training,
    evaluator: { tf, network, table, classWeights, pacer },
    report,
    progressAt: -Infinity,
  }
}

async function trainEpochs(run: Run, control: RunControl): Promise<Ending> {
  const { recipe } = run.spec
  const monitor = createMonitor(recipe.earlyStopping)
  let best: Weights | null = null
  let epoch = 0
  let reason: string | null = null
  while (reason === null) {
    epoch += 1
    const finished = await trainAndValidate(run, epoch)
    const isBest = monitor.observe(finished)
    if (isBest && recipe.finalWeights === 'best') best = takeWeights(run.training.network)
    run.report({ type: 'epoch', epoch: finished, isBest })
    reason = monitor.stopReason(epoch)
    if (epoch >= recipe.epochs) reason ??= `all ${recipe.epochs} epochs done`
    if (control.stopAfterEpoch) reason ??= `stopped on request after epoch ${epoch}`
  }
  if (best) putWeights(run.training.network, best)
  return { reason, bestEpoch: monitor.bestEpoch, finalEpoch: best ? monitor.bestEpoch : epoch }
}

async function trainAndValidate(run: Run, epoch: number): Promise<Epoch> {
  const { rows, training, evaluator, report } = run
  const startedAt = performance.now()
  const trainLoss = await trainEpoch(training, rows.train, epoch, (step, steps) => {
    if (performance.now() - run.progressAt < progressMs) return
    run.progressAt = performance.now()
    report({ type: 'progress', epoch, step, steps })
  })
  const { loss, confusion } = await evaluate(evaluator, rows.validation)
  const scores = scoreConfusion(confusion)
  return {
    epoch,
    trainLoss,
    validationLoss: loss,
    validationAccuracy: scores.accuracy,
    validationMacroF1: scores.macroF1,
    learningRate: training.learningRate,
    durationMs: performance.now() - startedAt,
  }
}

async function scorePart({ spec, rows: parts, evaluator, report }: Run, part: Exclude<Part, 'train'>): Promise<void> {
  const rows = parts[part]
  if (rows.length === 0) {
    report({ type: 'log', text: `The ${part} part has no beats; it is not scored.` })
    return
  }
  report({ type: 'evaluating', part })
  const { logits, predicted, confusion, loss } = await evaluate(evaluator, rows)
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

/** Null where every beat counts alike. */
function chooseClassWeights(choice: ClassWeights, trainCounts: readonly number[]): readonly number[] | null {
  if (choice === 'none') return null
  return choice === 'balanced' ? balancedWeights(trainCounts) : choice
}
