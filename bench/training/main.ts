import { mkdtempSync, mkdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { compileArithmetic } from './arithmetic.ts'
import { checkModel } from './check.ts'
import { isMet, targets } from './compare.ts'
import { contestants, contestantsOf } from './contestants.ts'
import { writeData } from './data.ts'
import { describeMachine } from './machine.ts'
import { measureModel, type BenchPlan } from './measure.ts'
import { pythonEnvironment } from './python.ts'
import { writeReport } from './report.ts'
import { readResults, withModel, writeResults, type ModelSpeed } from './results.ts'
import { endWorkers } from './worker.ts'

/**
 * Trains published models in Beatbench, tf.layers, Keras, JAX and PyTorch side by side and writes how long a step takes to
 * `training-speed.json`, and from it a page and a picture:
 *
 *     node bench/training/main.ts [--models 1,6,8,11] [--rounds 5] [--seconds 1] [--python PYTHON] [--data FOLDER]
 *                                 [--contestants LIST] [--arithmetic STEP.cpp] [--out docs]
 *     node bench/training/main.ts --check [--models 11]
 *
 * PYTHON has the packages of requirements.txt; without it an environment with them is made in the cache folder. FOLDER
 * holds mitbih_train.csv and mitbih_test.csv, plain or gzip; without them beats are generated. STEP.cpp is a training step
 * written by hand, see arithmetic.ts. Each model is written when it is done, with the time it took: --models adds to
 * what is there. LIST names some contestants only, by the ids of contestants.ts, for a folder other than docs. --check shows
 * instead that all of them train the same thing. Nothing else should run.
 */
const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '1,5,6,8,9,11' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    python: { type: 'string' },
    data: { type: 'string', default: path.join(import.meta.dirname, '../../../shared/data/heartbeat') },
    contestants: { type: 'string' },
    arithmetic: { type: 'string' },
    out: { type: 'string' },
    check: { type: 'boolean', default: false },
  },
})

const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-training-'))
process.on('exit', () => {
  endWorkers()
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))

if (values.contestants !== undefined && values.out === undefined && !values.check) {
  console.error('Some contestants only are no comparison for the docs: name another folder with --out.')
  process.exit(2)
}
const out = values.out ?? path.join(import.meta.dirname, '../../docs')
const python = values.python ?? pythonEnvironment()
const chosen = values.contestants === undefined ? contestants : contestantsOf(values.contestants.split(','))
const models = values.models.split(',').map(Number)
const data = await writeData(values.data, folder)
console.log(`${data.beats} ${data.isReal ? 'real' : 'generated'} beats`)
if (values.check) {
  for (const model of models)
    if (!(await checkModel(model, { contestants: chosen, data, folder, python }))) process.exitCode = 1
} else {
  const plan: BenchPlan = {
    contestants: chosen,
    data,
    folder,
    python,
    rounds: Number(values.rounds),
    secondsEach: Number(values.seconds),
    arithmetic: values.arithmetic === undefined ? null : await compileArithmetic(values.arithmetic, folder),
  }
  mkdirSync(out, { recursive: true })
  for (const model of models) await measureAndWrite(model, plan)
}

async function measureAndWrite(model: number, plan: BenchPlan): Promise<void> {
  const file = path.join(out, 'training-speed.json')
  const startedAt = performance.now()
  const { speed, versions } = await measureModel(model, plan)
  const { isReal, beats } = plan.data
  const results = withModel(readResults(file), { machine: describeMachine(), versions, data: { isReal, beats } }, speed)
  await writeResults(file, results)
  writeReport(results, out)
  console.log(
    `\nModel ${model}, ${Math.round((performance.now() - startedAt) / 1000)} s, load before ${speed.load.toFixed(1)}`,
  )
  if (speed.idleShare !== null && speed.idleShare > 0.05)
    console.log(
      `  A waiting program used ${Math.round(speed.idleShare * 100)} % of a core: do not trust these figures.`,
    )
  printTargets(speed)
}

function printTargets(speed: ModelSpeed): void {
  for (const target of targets) {
    const reached = target.reached(speed)
    if (!reached) continue
    const wanted = target.wanted(speed.model)
    const range = `${reached.median.toFixed(2)} (${reached.least.toFixed(2)} to ${reached.largest.toFixed(2)})`
    const verdict = { true: 'met', false: 'MISSED', null: '' }[
      String(isMet(target, speed)) as 'true' | 'false' | 'null'
    ]
    console.log(
      `  ${target.title.padEnd(60)} ${range}${wanted === null ? '' : `, at ${target.bound} ${wanted}: ${verdict}`}`,
    )
  }
}
