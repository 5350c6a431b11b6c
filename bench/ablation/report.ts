import type { RunDetail } from '../../electron/shared/run.ts'
import type { AblationResult } from './beatbenchAblation.ts'
import type { EtaError } from './etaRecord.ts'
import type { KerasResult } from './kerasAblation.ts'

const wanted = 0.25

/** Wall times of all programs, and how many times as fast Beatbench is. */
export function timesTable(ours: AblationResult, keras: readonly KerasResult[]): string {
  const rows = [
    `| Beatbench, ${ours.workers} trainings at once | ${seconds(ours.wallMs)} | |`,
    ...keras.map(({ way, wallMs }) => {
      const times = (wallMs / ours.wallMs).toFixed(2)
      return `| Keras, ${describeWay(way)} | ${seconds(wallMs)} | ${times} |`
    }),
  ]
  return ['| program | wall time, s | times as long as Beatbench |', '|---|---:|---:|', ...rows].join('\n')
}

/** What each variant took, and the scores of both programs: the same work should learn the same. */
export function variantsTable(ours: AblationResult, keras: readonly KerasResult[]): string {
  const names = [...new Set(ours.runs.map(({ variantName }) => variantName))]
  const rows = names.map((name) => {
    const runs = ours.runs.filter(({ variantName }) => variantName === name)
    const model = Number(name.replace('Model ', ''))
    const theirs = keras[0]?.runs.filter((run) => run.model === model) ?? []
    const usage = (read: (run: RunDetail) => number | null | undefined) => mean(runs.map((run) => read(run) ?? NaN))
    const cells = [
      seconds(usage((run) => run.usage?.startMs)),
      seconds(usage((run) => run.usage?.epochMs)),
      seconds(usage((run) => run.usage?.endMs)),
      (usage((run) => run.usage?.peakBytes) / 1e6).toFixed(0),
      mean(runs.map(({ testMacroF1 }) => testMacroF1 ?? NaN)).toFixed(3),
      theirs.length === 0 ? '' : mean(theirs.map(({ testMacroF1 }) => testMacroF1)).toFixed(3),
    ]
    return `| ${name} | ${cells.join(' | ')} |`
  })
  const head = 'variant | to start, s | an epoch, s | to score, s | memory, MB | test macro F1 | of Keras'
  return [`| ${head} |`, '|---|---:|---:|---:|---:|---:|---:|', ...rows].join('\n')
}

/** Errors of the told time by epoch, over all runs, and of the queue's. */
export function etaTable({ runErrors, queueErrors }: AblationResult): string {
  const all = runErrors.flatMap(({ errors }) => errors)
  const epochs = [...new Set(all.map(({ epoch }) => epoch))].sort((a, b) => a - b)
  const rows = [
    ...epochs.map((epoch) =>
      errorRow(
        `runs, in epoch ${epoch + 1}`,
        all.filter((error) => error.epoch === epoch),
      ),
    ),
    errorRow('runs, all epochs from the second on', all),
    errorRow('the queue, every two seconds', queueErrors),
  ]
  const head = `of | told | median error | largest | within ${100 * wanted} %`
  return [`| ${head} |`, '|---|---:|---:|---:|---:|', ...rows].join('\n')
}

function errorRow(name: string, errors: readonly EtaError[]): string {
  if (errors.length === 0) return `| ${name} | 0 | | | |`
  const sizes = errors.map(({ error }) => Math.abs(error)).sort((a, b) => a - b)
  const within = sizes.filter((size) => size <= wanted).length / sizes.length
  const percent = (share: number) => `${(100 * share).toFixed(0)} %`
  const cells = [sizes.length, percent(sizes[sizes.length >> 1] ?? NaN), percent(sizes.at(-1) ?? NaN), percent(within)]
  return `| ${name} | ${cells.join(' | ')} |`
}

function describeWay({ isJit, processes, threads }: KerasResult['way']): string {
  const parts = [isJit ? 'compiled with XLA' : 'graph', `${processes} ${processes === 1 ? 'process' : 'processes'}`]
  return `${parts.join(', ')} of ${threads} ${threads === 1 ? 'thread' : 'threads'}`
}

const seconds = (ms: number) => (ms / 1000).toFixed(ms < 10_000 ? 2 : 1)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
