import { writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  bestSample,
  h100Ms,
  isMet,
  limitOf,
  measuredIn,
  sampleOf,
  spreadOf,
  speedUp,
  targets,
  work,
  type Spread,
  type Target,
} from './compare.ts'
import { arithmeticId, fused, modes, modeTitles, type Mode } from './contestants.ts'
import { plotOf } from './plot.ts'
import { describeMethod } from './reportText.ts'
import { readResults, type ModelSpeed, type Results } from './results.ts'

/** Writes `training-speed.md` and `training-speed.svg`. */
export function writeReport(results: Results, folder: string): void {
  writeFileSync(path.join(folder, 'training-speed.md'), reportOf(results))
  writeFileSync(path.join(folder, 'training-speed.svg'), plotOf(results))
}

const shortModes: Record<Mode, string> = { one: '1t', two: '2t', pair: '2p' }

/** The page, in Markdown. */
export function reportOf(results: Results): string {
  const { models } = results
  const sections = [
    '# How fast a training step is',
    'Published models trained in Beatbench and in other programs, side by side on the same machine; made by ' +
      '`bench/training`. Do not edit: `node bench/training/report.ts` writes this page from ' +
      '[training-speed.json](training-speed.json).',
    '![Training steps a second by program and model](training-speed.svg)',
    '## The whole machine',
    'Milliseconds of the machine a step, each program as it does best: 1t is one process with one thread, 2t one with two, ' +
      '2p two processes with one each, which count together. Below: how many times as long as Beatbench with fused kernels.',
    throughputTable(models),
    ratioTable(models),
    '## Against what was wanted',
    'Medians over rounds, with the lowest and the highest round.',
    targetTable(models),
    ...missed(models),
    '## Every mode',
    'Milliseconds of the machine a step, and in brackets milliseconds of processor time a step.',
    ...models.flatMap((speed) => [`### Model ${speed.model}`, modeTable(speed)]),
    '## Arithmetic a second',
    'GFLOP/s on one thread, and their share of what a product of two 1024 x 1024 matrices reaches at the same time. A step ' +
      'counts its convolutions and dense products done directly: two for each multiplication and addition, forward, ' +
      'gradient of the input (but for the first layer) and gradient of the filter. Kernels that need fewer ' +
      'multiplications (Winograd) may so pass the limit.',
    workTable(models),
    ...describeMethod(results),
  ]
  return `${sections.join('\n\n')}\n`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

const modelHead = (models: readonly ModelSpeed[]) => ['', ...models.map(({ model }) => `Model ${model}`)]
const digits = (value: number) => (value < 100 ? value.toPrecision(3) : value.toFixed(0))
const written = ({ median, least, largest }: Spread) =>
  `${median.toFixed(2)} (${least.toFixed(2)} to ${largest.toFixed(2)})`

function throughputTable(models: readonly ModelSpeed[]): string {
  const rowOf = (title: string, id: string) => [
    title,
    ...models.map((speed) => {
      const best = bestSample(speed, id)
      return best ? `${digits(spreadOf(best.ms).median)} ${shortModes[best.mode]}` : ''
    }),
  ]
  const h100 = ['PyTorch, eager, one H100 (given)', ...models.map(({ model }) => h100Ms[model]?.toFixed(1) ?? '')]
  const rows = [...measuredIn(models).map(({ id, title }) => rowOf(title, id)), h100]
  if (hasArithmetic(models)) rows.push(rowOf('hand-written arithmetic alone', arithmeticId))
  return table(modelHead(models), rows)
}

const hasArithmetic = (models: readonly ModelSpeed[]) => models.some((speed) => bestSample(speed, arithmeticId))

function ratioTable(models: readonly ModelSpeed[]): string {
  const rows = measuredIn(models)
    .filter(({ id }) => id !== fused.id)
    .map(({ id, title }) => [
      title,
      ...models.map((speed) => {
        const times = speedUp(speed, id)
        return times ? written(times) : ''
      }),
    ])
  return table(modelHead(models), rows)
}

function targetTable(models: readonly ModelSpeed[]): string {
  const rows = targets.map((target) => [
    target.title,
    ...models.map((speed) => {
      const reached = target.reached(speed)
      const wanted = target.wanted(speed.model)
      if (!reached) return ''
      if (wanted === null) return written(reached)
      const sign = target.bound === 'least' ? '≥' : '≤'
      const verdict = isMet(target, speed) ? `${sign} ${wanted}` : `**not ${sign} ${wanted}**`
      return `${written(reached)}, ${verdict}`
    }),
  ])
  return table(modelHead(models), rows)
}

function missed(models: readonly ModelSpeed[]): string[] {
  const misses = models.flatMap((speed) =>
    targets.filter((target) => isMet(target, speed) === false).map((target) => missedText(target, speed)),
  )
  return [misses.length === 0 ? 'All is met.' : `Not met: ${misses.join('; ')}.`]
}

function missedText({ title, bare }: Target, speed: ModelSpeed): string {
  const alone = bare?.(speed)
  const most = alone ? ` (the hand-written arithmetic alone would reach ${alone.median.toFixed(2)})` : ''
  return `Model ${speed.model}: ${title}${most}`
}

function modeTable(speed: ModelSpeed): string {
  const rowOf = (title: string, id: string) => [
    title,
    ...modes.map((mode) => {
      const sample = sampleOf(speed, id, mode)
      return sample ? `${digits(spreadOf(sample.ms).median)} (${digits(spreadOf(sample.cpuMs).median)})` : ''
    }),
    speed.notes[id] ?? '',
  ]
  const rows = measuredIn([speed]).map(({ id, title }) => rowOf(title, id))
  if (hasArithmetic([speed])) rows.push(rowOf('hand-written arithmetic alone', arithmeticId))
  return table(['', ...modes.map((mode) => modeTitles[mode]), 'chosen'], rows)
}

function workTable(models: readonly ModelSpeed[]): string {
  const rowOf = (title: string, id: string) => [
    title,
    ...models.map((speed) => {
      const done = work(speed, id, 'one')
      return done ? `${done.gflops.toFixed(0)} (${(done.share.median * 100).toFixed(0)} %)` : ''
    }),
  ]
  const rows = [
    ['GFLOP a step', ...models.map(({ gflop }) => gflop.toPrecision(3))],
    ...(['one', 'two'] as const).map((mode) => [
      `matrix products, ${modeTitles[mode]}, GFLOP/s`,
      ...models.map((speed) => limitOf(speed, mode)?.toFixed(0) ?? ''),
    ]),
    ...measuredIn(models).map(({ id, title }) => rowOf(title, id)),
  ]
  if (hasArithmetic(models)) rows.push(rowOf('hand-written arithmetic alone', arithmeticId))
  return table(modelHead(models), rows)
}

/**
 * Writes the page and the picture again from the figures that are there:
 *
 *     node bench/training/report.ts [FOLDER]
 *
 * FOLDER, `docs` unless told, holds training-speed.json.
 */
if (import.meta.main) {
  const folder = process.argv[2] ?? path.join(import.meta.dirname, '../../docs')
  const results = readResults(path.join(folder, 'training-speed.json'))
  if (!results) throw new Error(`${folder} holds no training-speed.json.`)
  writeReport(results, folder)
}
