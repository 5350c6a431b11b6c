import { createRequire } from 'node:module'
import { BeatTable } from '../../../electron/trainer/beatTable.ts'
import { LossLedger } from '../../../electron/trainer/lossLedger.ts'
import { loadTensorFlow } from '../../../electron/trainer/tensorflow.ts'
import { trainEpoch, trainStep, type Training } from '../../../electron/trainer/trainEpoch.ts'
import { putWeights } from '../../../electron/trainer/weights.ts'
import { prepareTraining } from '../../ownTraining.ts'
import { Rounds, tell } from './rounds.ts'
import { beatLength, checkStretches, layersOfModel, readBeats, readStart, readTask } from './task.ts'

/** Beatbench's own trainer, epoch after epoch as in a run; BEATBENCH_KERNELS is `stock` or `fused`, as the variant. */
const task = readTask()
const tf = loadTensorFlow(task.threads)
if (tf.kernels.kind !== task.variant) throw new Error(`There are ${tf.kernels.kind} kernels, not ${task.variant}.`)
const data = readBeats(task)
const table = new BeatTable(tf, { ...data, length: beatLength, amplitude: 'unit' })
const training = prepareTraining(tf, layersOfModel(task.model), table)
start(training)
const require = createRequire(import.meta.url)
const facts = {
  parameters: training.network.store.size,
  versions: {
    node: process.versions.node,
    'tfjs-node': (require('@tensorflow/tfjs-node/package.json') as { version: string }).version,
    libtensorflow: tf.version,
  },
  ...(tf.kernels.kind === 'fused' ? { note: `kernels: ${tf.kernels.instructionSet}` } : {}),
}
const learningRate = 1e-3

if (task.check) tell({ losses: checkStretches(task.check).map(([first, last]) => trainInOrder(first, last)), ...facts })
else await trainForGood()

function start({ network }: Training): void {
  const weights = readStart(task)
  for (const name of [...weights.keys()]) {
    const norm = /^(.*\.norm)\.weight$/.exec(name)?.[1]
    const channels = weights.get(name)?.length ?? 0
    if (norm === undefined) continue
    weights.set(`${norm}.running_mean`, new Float32Array(channels))
    weights.set(`${norm}.running_var`, new Float32Array(channels).fill(1))
  }
  putWeights(network, weights)
}

function trainInOrder(first: number, last: number): number {
  const ledger = new LossLedger()
  for (let row = first; row < last; row += training.batchSize) {
    const rows = Uint32Array.from({ length: training.batchSize }, (_, index) => row + index)
    trainStep(training, training.table.gather(rows), { ledger, learningRate })
  }
  return ledger.mean
}

async function trainForGood(): Promise<void> {
  const rounds = new Rounds(facts)
  const { pacer } = training
  const paced: Training = {
    ...training,
    pacer: {
      async breathe() {
        await rounds.finished()
        return pacer.breathe()
      },
    },
  }
  const rows = Uint32Array.from({ length: data.count }, (_, row) => row)
  const plan = { rows, learningRate: () => learningRate, onStep: () => undefined }
  for (let epoch = 1; ; epoch++) await trainEpoch(paced, { ...plan, epoch })
}
