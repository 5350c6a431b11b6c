import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { prepareAblation, runAblation, type AblationPlan } from './ablation/beatbenchAblation.ts'
import { parseKerasWay, runKeras, writeKerasTask, type KerasResult } from './ablation/kerasAblation.ts'
import { etaTable, timesTable, variantsTable } from './ablation/report.ts'

const usage = `A whole ablation, 11 published models x 3 seeds on the built-in sample, through the engine and its trainers; how well it
told how long it would take; and the wall time of Keras doing the same work.

  node bench/ablation.ts [--models 1,2,...] [--seeds 3] [--epochs 20] [--workers N]
                         [--python PATH [--keras jit-2x1,jit-1x2]] [--out FILE.json]

Every run trains all its epochs by the published recipe without early stopping, is validated after each and scored at the
end. Before the clock starts, data set and study are there; it runs from the start of the engine's process (of Python's)
until the last result is there. Beatbench writes a checkpoint after each epoch; Keras does not.
--python needs keras and tensorflow; --keras names how it uses the computer: PROCESSESxTHREADS, with XLA (jit) or without.`

const { values } = parseArgs({
  options: {
    models: { type: 'string', default: '1,2,3,4,5,6,7,8,9,10,11' },
    seeds: { type: 'string', default: '3' },
    epochs: { type: 'string', default: '20' },
    workers: { type: 'string' },
    python: { type: 'string' },
    keras: { type: 'string', default: 'jit-2x1,jit-1x2' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) {
  console.log(usage)
  process.exit(0)
}
const plan: AblationPlan = {
  models: values.models.split(',').map(Number),
  seeds: Array.from({ length: Number(values.seeds) }, (_, index) => index + 1),
  epochs: Number(values.epochs),
  workers: values.workers === undefined ? null : Number(values.workers),
}
const ways = values.keras.split(',').map(parseKerasWay)

const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-ablation-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const runs = plan.models.length * plan.seeds.length
console.log(`${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}; ${runs} runs of ${plan.epochs} epochs\n`)
const sample = await prepareAblation(folder, plan)
const ours = await runAblation(folder)
const keras: KerasResult[] = []
if (values.python !== undefined) {
  const task = writeKerasTask(folder, sample, plan)
  for (const way of ways) keras.push(await runKeras(values.python, task, way))
}
console.log([timesTable(ours, keras), variantsTable(ours, keras), etaTable(ours)].join('\n\n'))
const best = Math.min(...keras.map(({ wallMs }) => wallMs))
if (keras.length > 0)
  console.log(`\nKeras at its best takes ${(best / ours.wallMs).toFixed(2)} times as long as Beatbench.`)
if (values.out !== undefined) writeFileSync(values.out, JSON.stringify({ plan, ours, keras }, null, 1))
