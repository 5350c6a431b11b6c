import { fork } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readBeatsFile } from '../electron/data/beatsFile.ts'
import { runImport } from '../electron/data/runImport.ts'
import { makeSplit } from '../electron/data/splits.ts'
import { encodeSplit } from '../electron/engine/jobs/keepDataSet.ts'
import { scoreConfusion } from '../electron/shared/metrics.ts'
import { publishedRecipe } from '../electron/shared/recipe.ts'
import type { RunSpec, TrainerReport } from '../electron/shared/trainerProtocol.ts'
import { architectureOf, designNames, titleOf } from './designs.ts'

/**
 * What one trainer takes on the whole heartbeat set, published split and recipe: seconds from its start to the first step
 * and for each epoch, seconds to score the test part, and the largest memory it held (Linux only):
 *
 *     node bench/realSet.ts --data FOLDER [--designs 11,cnn-lstm,gru] [--epochs 2]
 *
 * FOLDER holds mitbih_train.csv and mitbih_test.csv, plain or gzip.
 */
const option = (name: string, fallback: string) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? fallback : (process.argv[at + 1] ?? fallback)
}
const source = option('data', '')
const designs = option('designs', '11,cnn-lstm,gru').split(',')
const epochs = Number(option('epochs', '2'))
if (source === '') {
  console.error(`Usage: node bench/realSet.ts --data FOLDER [--designs LIST] [--epochs N]\nDesigns: ${designNames}`)
  process.exit(2)
}

const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
const dataPath = path.join(folder, 'beats.safetensors')
const splitPath = path.join(folder, 'split.safetensors')
const csv = (name: string) => [name, `${name}.gz`].map((file) => path.join(source, file)).find(existsSync) ?? name
const files = { trainPath: csv('mitbih_train.csv'), testPath: csv('mitbih_test.csv') }
await runImport({ kind: 'kaggle-csv', ...files, outputPath: dataPath }, () => undefined)
writeFileSync(splitPath, encodeSplit(makeSplit({ kind: 'published' }, readBeatsFile(dataPath))))

const seconds = (ms: number) => (ms / 1000).toFixed(2)
console.log(
  `${cpus()[0]?.model.trim()}, load ${loadavg()[0]?.toFixed(1)}; data file ${(statSync(dataPath).size / 1e6).toFixed(0)} MB`,
)
console.log(
  '| design | to first step, s | epochs, s | scoring the test part, s | memory, MB | test macro F1, weighted F1 |',
)
console.log('|---|---|---|---|---|---|')
for (const design of designs) console.log(await measure(design))

/** One training in a process of its own; a line of the table. */
async function measure(design: string): Promise<string> {
  const spec: RunSpec = {
    architecture: architectureOf(design),
    recipe: publishedRecipe(),
    seed: 1,
    dataPath,
    splitPath,
    fold: 0,
    outputFolder: path.join(folder, design),
    until: epochs,
    resume: null,
    initialWeightsPath: null,
    threads: 1,
  }
  const startedAt = performance.now()
  const trainer = fork(fileURLToPath(new URL('../electron/trainer/main.ts', import.meta.url)), [], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  let firstStepMs = Number.NaN
  let scoringAt = Number.NaN
  let scoringMs = Number.NaN
  let memoryMb = Number.NaN
  let scores = ''
  const epochTimes: string[] = []
  trainer.on('message', (report: TrainerReport) => {
    if (report.type === 'progress' && Number.isNaN(firstStepMs)) firstStepMs = performance.now() - startedAt
    if (report.type === 'epoch') epochTimes.push(seconds(report.epoch.durationMs))
    if (report.type === 'evaluating') scoringAt = performance.now()
    if (report.type === 'evaluated' && report.part === 'test') {
      scoringMs = performance.now() - scoringAt
      memoryMb = peakMemoryMb(trainer.pid)
      const { macroF1, weightedF1 } = scoreConfusion(report.confusion)
      scores = `${macroF1.toFixed(3)}, ${weightedF1.toFixed(3)}`
    }
    if (report.type === 'failed') console.error(report.error)
  })
  trainer.send({ type: 'train', spec })
  await new Promise((resolve) => trainer.once('exit', resolve))
  const cells = [seconds(firstStepMs), epochTimes.join(' '), seconds(scoringMs), memoryMb.toFixed(0), scores]
  return `| ${titleOf(design)} | ${cells.join(' | ')} |`
}

/** The most that a process has held so far. */
function peakMemoryMb(pid: number | undefined): number {
  const status = `/proc/${pid}/status`
  if (!existsSync(status)) return Number.NaN
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1]) / 1024
}
