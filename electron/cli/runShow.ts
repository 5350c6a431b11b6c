import type { Command } from 'commander'
import { formatBytes } from '../shared/quantityText.ts'
import { headlineF1, headlineTitle, isOfAllClasses } from '../shared/headline.ts'
import { runBadge, type Epoch, type RunDetail, type RunEnvironment, type RunUsage, type Scores } from '../shared/run.ts'
import { runName } from '../shared/seedText.ts'
import { printRows, type Context } from './context.ts'
import { f1Title } from './runText.ts'
import { formatTable, score, type Column } from './terminal.ts'
import { wholeNumber } from './usageError.ts'

const scoreColumns = (run: RunDetail): Column<Scores>[] => [
  { title: 'part', read: ({ part }) => part },
  { title: 'beats', read: ({ beats }) => beats, align: 'right' },
  { title: 'loss', read: ({ loss }) => loss.toFixed(4), align: 'right' },
  { title: 'accuracy', read: ({ accuracy }) => score(accuracy), align: 'right' },
  ...(isOfAllClasses(run.headlineClasses) ? [] : [headlineColumn(run.headlineClasses)]),
  { title: f1Title('macro F1', [run]), read: ({ macroF1 }) => score(macroF1), align: 'right' },
  { title: 'weighted F1', read: ({ weightedF1 }) => score(weightedF1), align: 'right' },
  { title: 'patients', read: ({ part }) => runBadge(run, part)?.text ?? null },
  { title: 'looks', read: ({ looks }) => looks, align: 'right' },
  { title: 'times scored', read: ({ timesScored }) => timesScored, align: 'right' },
]

const headlineColumn = (classes: readonly number[]): Column<Scores> => ({
  title: headlineTitle(classes),
  read: (scores) => score(headlineF1(scores, classes)),
  align: 'right',
})

const epochColumns = (run: RunDetail): Column<Epoch>[] => [
  { title: 'epoch', read: ({ epoch }) => epoch, align: 'right' },
  { title: 'loss', read: ({ trainLoss }) => trainLoss.toFixed(4), align: 'right' },
  { title: 'validation loss', read: ({ validationLoss }) => validationLoss.toFixed(4), align: 'right' },
  { title: 'accuracy', read: ({ validationAccuracy }) => score(validationAccuracy), align: 'right' },
  { title: f1Title('macro F1', [run]), read: ({ validationMacroF1 }) => score(validationMacroF1), align: 'right' },
  { title: 'learning rate', read: ({ learningRate }) => Number(learningRate.toPrecision(4)), align: 'right' },
  { title: 'seconds', read: ({ durationMs }) => (durationMs / 1000).toFixed(1), align: 'right' },
]

/** `run show`: all that is known of one run. */
export function addRunShow(run: Command, context: Context): void {
  run
    .command('show')
    .argument('<run>', 'its number, see `run list`', wholeNumber(1))
    .description('state, recipe, environment, scores, curve and repetitions of one run')
    .action(async (id: number) => {
      const detail = await context.withEngine((client) => client.invoke('run.get', { id }))
      printRows(context, detail, () => describeRun(detail))
    })
}

/** A run as text for a terminal. */
export function describeRun(run: RunDetail): string {
  const facts: [string, string][] = [
    ['run', `${run.id}: ${runName(run)}, of “${run.studyName}”`],
    ['state', run.reason === null ? run.state : `${run.state}: ${run.reason}`],
    ['epochs', describeEpochs(run)],
    ['data', `${run.dataSetName}, split ${run.split}, SHA-256 ${run.dataSetSha256}`],
    ['design', `${run.parameters} parameters, SHA-256 ${run.architectureHash}`],
    ['environment', run.environment === null ? 'not known' : describeEnvironment(run.environment)],
    ['took', run.usage === null ? 'not known' : describeUsage(run.usage)],
    ['recipe', `SHA-256 ${run.recipeHash}`],
    ...Object.entries(run.recipe).map(([name, value]): [string, string] => [`  ${name}`, describeValue(value)]),
  ]
  const width = Math.max(...facts.map(([name]) => name.length))
  return [
    facts.map(([name, value]) => `${name.padEnd(width)}  ${value}`).join('\n'),
    run.scores.length === 0 ? '' : formatTable(run.scores, scoreColumns(run)),
    run.curve.length === 0 ? '' : formatTable(run.curve, epochColumns(run)),
    run.repetitions.map(describeRepetition).join('\n'),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** `0.7 s to start, 12.3 s an epoch, 0.4 s to score, at most 512 MB; 2 trainings at once`. */
function describeUsage({ startMs, epochMs, endMs, peakBytes, sideBySide }: RunUsage): string {
  const seconds = (ms: number | null, what: string) => (ms === null ? [] : [`${(ms / 1000).toFixed(1)} s ${what}`])
  const memory = peakBytes === null ? [] : [`at most ${formatBytes(peakBytes)} of memory`]
  const parts = [...seconds(startMs, 'to start'), ...seconds(epochMs, 'an epoch'), ...seconds(endMs, 'to score')]
  const trainings = Number(sideBySide.toFixed(1))
  return `${[...parts, ...memory].join(', ')}; ${trainings === 1 ? 'alone' : `${trainings} trainings at once`}`
}

function describeEpochs({ epoch, epochs, bestEpoch, isImported, hasCheckpoint }: RunDetail): string {
  if (isImported) return 'none: its weights were imported'
  const best = bestEpoch === null ? '' : `, best ${bestEpoch}`
  return `${epoch} of at most ${epochs}${best}; ${hasCheckpoint ? 'with' : 'without'} a checkpoint to go on from`
}

function describeEnvironment(environment: RunEnvironment): string {
  const { beatbench, node, tensorflow, cpu, threads, oneDnn, kernels = 'stock', changes = [] } = environment
  const threadText = threads === 1 ? '1 thread' : `${threads} threads`
  const programs = `Beatbench ${beatbench}, Node ${node}, TensorFlow ${tensorflow}`
  const arithmetic = `${kernels} kernels, oneDNN ${oneDnn ? 'on' : 'off'}`
  return [`${programs}, ${arithmetic}, ${threadText} of ${cpu}`, ...changes].join('; ')
}

function describeRepetition({ at, isIdentical, differences, environmentChanges }: RunDetail['repetitions'][0]): string {
  const lines = isIdentical ? ['identical'] : ['different', ...differences]
  const changes = environmentChanges.map((change) => `not as it was: ${change}`)
  return `repeated ${at}: ${[...lines, ...changes].join('\n  ')}`
}

/** `adam (learningRate 0.001, beta1 0.9)`: a field of a recipe in the words of study files. */
function describeValue(value: unknown): string {
  if (value === null) return 'none'
  if (Array.isArray(value)) return value.map(describeValue).join(', ')
  if (typeof value !== 'object') return String(value)
  const { name, type, ...rest } = value as Record<string, unknown>
  const fields = Object.entries(rest)
    .filter(([, field]) => field !== null)
    .map(([key, field]) => `${key} ${describeValue(field)}`)
  const title = name ?? type
  if (title === undefined) return fields.length === 0 ? 'none' : fields.join(', ')
  return fields.length === 0 ? String(title) : `${String(title)} (${fields.join(', ')})`
}
