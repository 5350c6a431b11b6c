import type { RunDetail, RunEnvironment } from '../../../electron/shared/run.ts'
import { markdownTable } from './markdown.ts'
import type { StudyReport } from './report.ts'

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** `4.1 s`, `12 min`, `2.3 h`. */
export function durationText(ms: number): string {
  if (ms < 100_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 6_000_000) return `${(ms / 60_000).toFixed(1)} min`
  return `${(ms / 3_600_000).toFixed(1)} h`
}

/** Epochs and time of each variant, from its runs. */
export function timeTable(reports: readonly StudyReport[]): string {
  const names = new Set<string>()
  const nameOf = (name: string) => (names.has(name) ? `${name}, again` : (names.add(name), name))
  const rows = reports.flatMap(({ validation, runs }) =>
    validation.rows.map(({ name, variantId, parameters }) => ({
      name: nameOf(name),
      parameters,
      runs: runs.filter((run) => run.variantId === variantId),
    })),
  )
  return markdownTable(
    rows.filter(({ runs }) => runs.length > 0),
    [
      { title: 'Network', read: ({ name }) => name },
      { title: 'Parameters', read: ({ parameters }) => parameters.toLocaleString('en-US'), align: 'right' },
      { title: 'Runs', read: ({ runs }) => String(runs.length), align: 'right' },
      { title: 'Epochs, mean (least to most)', read: ({ runs }) => epochsText(runs), align: 'right' },
      { title: 'An epoch, median (shortest)', read: ({ runs }) => epochText(epochTimes(runs)), align: 'right' },
      { title: 'A run', read: ({ runs }) => durationText(mean(runTimes(runs))), align: 'right' },
    ],
  )
}

const epochTimes = (runs: readonly RunDetail[]) =>
  runs.flatMap(({ curve }) => curve.map(({ durationMs }) => durationMs))
const runTimes = (runs: readonly RunDetail[]) => runs.flatMap(({ durationMs }) => durationMs ?? [])

/** The shortest tells what the machine can do when nothing else runs. */
function epochText(times: readonly number[]): string {
  return `${durationText(median(times))} (${durationText(Math.min(...times))})`
}

function epochsText(runs: readonly RunDetail[]): string {
  const counts = runs.map(({ curve }) => curve.length)
  return `${mean(counts).toFixed(1)} (${Math.min(...counts)} to ${Math.max(...counts)})`
}

/** How often early stopping ended a run before the last allowed epoch, and how long everything took. */
export function timeText(reports: readonly StudyReport[]): string {
  const runs = reports.flatMap((report) => report.runs)
  const early = runs.filter(({ curve, recipe }) => curve.length < recipe.epochs)
  const total = runTimes(runs).reduce((sum, ms) => sum + ms, 0)
  return (
    `Early stopping ended ${early.length} of ${runs.length} runs before their last allowed epoch. ` +
    `All trainings together took ${durationText(total)} of one thread each; ` +
    'others ran beside them on the same machine, and whatever else it did meanwhile is in these times, so that the ' +
    'shortest epoch says most of the program.'
  )
}

/** Each computer and program version that runs were trained with, and how many. */
export function environmentLines(reports: readonly StudyReport[]): string[] {
  const runs = reports.flatMap((report) => report.runs)
  const groups = Map.groupBy(runs, ({ environment }) => (environment ? environmentText(environment) : 'not recorded'))
  return [...groups].map(([text, group]) =>
    groups.size === 1 ? text : `${text} (${group.length} ${group.length === 1 ? 'run' : 'runs'})`,
  )
}

function environmentText({ cpu, threads, changes = [], ...programs }: RunEnvironment): string {
  const threadText = threads === 1 ? 'one thread' : `${threads} threads`
  const { tensorflow, kernels = 'stock', node, beatbench } = programs
  const versions = `TensorFlow ${tensorflow}, ${kernels} kernels, Node ${node}, Beatbench ${beatbench}`
  return [`${cpu}, ${threadText} a training`, versions, ...changes].join('; ')
}
