import { setTimeout } from 'node:timers/promises'
import { loadavg } from 'node:os'
import { macsOf } from '../../electron/shared/networkSummary.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { Arithmetic } from './arithmetic.ts'
import { arithmeticId, sgemm, type Contestant, type Mode } from './contestants.ts'
import { writeStart, type BenchData } from './data.ts'
import type { ModelSpeed, Sample } from './results.ts'
import { Worker, type Runner } from './worker.ts'
import { batchSize, layersOfModel, type Task } from './workers/task.ts'

/** How to measure. */
export interface BenchPlan {
  contestants: readonly Contestant[]
  data: BenchData
  folder: string
  python: string
  rounds: number
  secondsEach: number
  /** A compiled program, see `arithmetic.ts`. */
  arithmetic: string | null
}

/** Runners of one contestant in one mode: two for `pair`. */
interface Entry {
  contestant: string
  mode: Mode
  runners: Runner[]
}

export function taskOf(model: number, threads: number, data: BenchData, folder: string): Omit<Task, 'variant'> {
  return {
    model,
    blocks: publishedArchitecture(model).blocks,
    threads,
    beatsPath: data.beatsPath,
    labelsPath: data.labelsPath,
    startPath: writeStart(model, folder),
  }
}

/**
 * Starts all contestants for one model, and lets each in each mode train in turn, round after round, so that what else
 * happens on the machine hits all alike.
 * @throws Error where a contestant ends, or trains another number of parameters.
 */
export async function measureModel(
  model: number,
  plan: BenchPlan,
): Promise<{ speed: ModelSpeed; versions: Record<string, string> }> {
  const load = loadavg()[0] ?? Number.NaN
  const workers: Worker[] = []
  try {
    const entries: Entry[] = []
    const [task, taskOfTwo] = [1, 2].map((threads) => taskOf(model, threads, plan.data, plan.folder))
    const start = async (contestant: Contestant, threads: typeof task) => {
      const worker = await Worker.start(contestant, threads!, plan.python)
      workers.push(worker)
      return worker
    }
    const notes: Record<string, string> = {}
    for (const contestant of plan.contestants) {
      const [first, second, ofTwo] = await Promise.all([task, task, taskOfTwo].map((each) => start(contestant, each)))
      if (!first || !second || !ofTwo) continue
      entries.push(
        { contestant: contestant.id, mode: 'one', runners: [first] },
        { contestant: contestant.id, mode: 'two', runners: [ofTwo] },
        { contestant: contestant.id, mode: 'pair', runners: [first, second] },
      )
      if (first.facts.note) notes[contestant.id] = first.facts.note
    }
    const parameters = commonParameters(workers)
    const [limit, limitOfTwo] = await Promise.all([task, taskOfTwo].map((each) => start(sgemm, each)))
    if (limit) entries.push({ contestant: sgemm.id, mode: 'one', runners: [limit] })
    if (limitOfTwo) entries.push({ contestant: sgemm.id, mode: 'two', runners: [limitOfTwo] })
    if (plan.arithmetic !== null) entries.push(...arithmeticEntries(plan.arithmetic, model))

    const idleShare = await measureIdleness(workers)
    const samples = await runRounds(entries, plan)
    const speed: ModelSpeed = {
      model,
      measuredAt: new Date().toISOString(),
      load,
      rounds: plan.rounds,
      secondsEach: plan.secondsEach,
      parameters,
      gflop: gflopOf(model),
      samples,
      notes,
      idleShare,
    }
    return {
      speed,
      versions: Object.assign({}, ...workers.map(({ facts }) => facts.versions)) as Record<string, string>,
    }
  } finally {
    for (const worker of workers) worker.end()
  }
}

function arithmeticEntries(program: string, model: number): Entry[] {
  const runner = () => new Arithmetic(program, model)
  return [
    { contestant: arithmeticId, mode: 'one', runners: [runner()] },
    { contestant: arithmeticId, mode: 'pair', runners: [runner(), runner()] },
  ]
}

async function runRounds(entries: readonly Entry[], { rounds, secondsEach }: BenchPlan): Promise<Sample[]> {
  const samples = entries.map(({ contestant, mode }): Sample => ({ contestant, mode, ms: [], cpuMs: [] }))
  for (let round = 0; round < rounds; round++) {
    // Each round begins with another one: nobody always follows the same.
    const first = Math.floor((round * entries.length) / rounds)
    for (const index of entries.keys()) {
      const at = (first + index) % entries.length
      const answers = await Promise.all(entries[at]!.runners.map((runner) => runner.round(secondsEach)))
      const perSecond = answers.reduce((sum, { steps, seconds }) => sum + steps / seconds, 0)
      const cpu = answers.reduce((sum, { steps, cpuSeconds }) => sum + cpuSeconds / steps, 0) / answers.length
      samples[at]!.ms.push(Number((1000 / perSecond).toPrecision(4)))
      samples[at]!.cpuMs.push(Number((1000 * cpu).toPrecision(4)))
    }
  }
  return samples
}

/** @throws Error where contestants do not train equally many parameters. */
export function commonParameters(workers: readonly { facts: { parameters: number } }[]): number {
  const counts = new Set(workers.map(({ facts }) => facts.parameters))
  const [count] = counts
  if (count === undefined || counts.size > 1)
    throw new Error(`Contestants train different numbers of parameters: ${[...counts].join(', ')}`)
  return count
}

/** Share of a core that the busiest waiting worker uses. */
async function measureIdleness(workers: readonly Worker[]): Promise<number | null> {
  await setTimeout(2000)
  const before = workers.map((worker) => worker.processorSeconds())
  await setTimeout(1000)
  const shares = workers.map((worker, index) => {
    const now = worker.processorSeconds()
    const then = before[index]
    return now === null || then === null || then === undefined ? null : now - then
  })
  return shares.includes(null) ? null : Number(Math.max(...shares.map(Number)).toFixed(2))
}

/** A step's work: forward, gradients of inputs and of filters; nobody needs the gradient of the beats. */
export function gflopOf(model: number): number {
  const layers = layersOfModel(model).map(macsOf)
  const first = layers.find((macs) => macs > 0) ?? 0
  const macs = layers.reduce((sum, each) => sum + each, 0)
  return Number((((3 * macs - first) * 2 * batchSize) / 1e9).toPrecision(5))
}
