import { cpus, loadavg } from 'node:os'
import { layersOf } from '../electron/shared/network.ts'
import { createRandom } from '../electron/shared/random.ts'
import { BeatTable } from '../electron/trainer/beatTable.ts'
import { LossLedger } from '../electron/trainer/lossLedger.ts'
import { loadTensorFlow } from '../electron/trainer/tensorflow.ts'
import { trainStep, type Training } from '../electron/trainer/trainEpoch.ts'
import { architectureOf, titleOf } from './designs.ts'
import { prepareTraining } from './ownTraining.ts'

/**
 * Milliseconds of one training step of Beatbench alone (batch 64, published recipe, gathering of the batch included), of
 * published models (by number), a CNN-LSTM and recurrent networks, and where they go:
 *
 *     node bench/steps.ts [--designs 1,6,8,11,cnn-lstm,gru,lstm,rnn] [--rounds 5] [--profile]
 *
 * Each figure is the median over rounds of about a second of steps: of their medians by the clock, of their means in
 * processor time. `bench/training` compares with other programs.
 */
const option = (name: string, fallback: string) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback)
}
const designs = option('designs', '1,6,8,11,cnn-lstm,gru').split(',')
const rounds = Number(option('rounds', '5'))
const batchSize = 64
const beatCount = 4096

const tf = loadTensorFlow(1)
const random = createRandom(1, 'bench')
const table = new BeatTable(tf, {
  beats: Float32Array.from({ length: beatCount * 187 }, () => random.next()),
  labels: Uint8Array.from({ length: beatCount }, () => random.nextBelow(5)),
  count: beatCount,
  length: 187,
  amplitude: 'unit',
})

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

interface StepTime {
  wallMs: number
  /** Processor time, which other programs' load changes much less. */
  cpuMs: number
}

function timeSteps(training: Training): StepTime {
  const times: number[] = []
  const ledger = new LossLedger()
  const cpuBefore = process.cpuUsage()
  const until = performance.now() + 1000
  while (performance.now() < until || times.length < 5) {
    const rows = Uint32Array.from({ length: batchSize }, () => random.nextBelow(beatCount))
    const start = performance.now()
    trainStep(training, table.gather(rows), { ledger, learningRate: 1e-3 })
    times.push(performance.now() - start)
  }
  const { user, system } = process.cpuUsage(cpuBefore)
  return { wallMs: median(times), cpuMs: (user + system) / 1000 / times.length }
}

/** Calls and microseconds a step, by kernel. */
function profile(training: Training, steps = 100): void {
  const ledger = new LossLedger()
  const spent = new Map<string, { calls: number; ms: number }>()
  const runMany = tf.runMany.bind(tf)
  tf.runMany = (kernel, ...rest) => {
    const start = performance.now()
    const outputs = runMany(kernel, ...rest)
    const entry = spent.get(kernel) ?? { calls: 0, ms: 0 }
    spent.set(kernel, { calls: entry.calls + 1, ms: entry.ms + performance.now() - start })
    return outputs
  }
  for (let step = 0; step < steps; step++)
    trainStep(training, table.gather(Uint32Array.from({ length: 64 }, (_, i) => i)), { ledger, learningRate: 1e-3 })
  tf.runMany = runMany
  const rows = [...spent].toSorted(([, a], [, b]) => b.ms - a.ms)
  for (const [kernel, { calls, ms }] of rows)
    console.log(
      `  ${kernel.padEnd(36)} ${(calls / steps).toFixed(0).padStart(4)} calls ${((ms / steps) * 1000).toFixed(0).padStart(6)} us`,
    )
  const total = rows.reduce((sum, [, { calls }]) => sum + calls, 0)
  console.log(`  ${total / steps} calls a step`)
}

console.log(
  `${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}, TensorFlow ${tf.version}, batch ${batchSize}`,
)
const trainings = designs.map((design) => ({
  design,
  training: prepareTraining(tf, layersOf(architectureOf(design), 187), table),
  times: [] as StepTime[],
}))
for (const { training } of trainings) timeSteps(training)
for (let round = 0; round < rounds; round++) for (const entry of trainings) entry.times.push(timeSteps(entry.training))
for (const { design, training, times } of trainings) {
  const wall = times.map(({ wallMs }) => wallMs)
  const cpu = times.map(({ cpuMs }) => cpuMs)
  const range = (values: number[]) => `(${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`
  console.log(
    `${titleOf(design)}: ${median(wall).toFixed(2)} ms ${range(wall)}, CPU ${median(cpu).toFixed(2)} ms ${range(cpu)}`,
  )
  if (process.argv.includes('--profile')) profile(training)
}
