import { Option, type Command } from 'commander'
import { formatEstimate } from '../shared/quantityText.ts'
import { modelFormatSchema, runStateSchema, type Run, type RunState } from '../shared/run.ts'
import { printRows, type Context } from './context.ts'
import { exportWeights, type ExportOptions } from './exportWeights.ts'
import { findStudy } from './findByName.ts'
import { addRunControls } from './runControls.ts'
import { addRunScores } from './runScoresCommand.ts'
import { addRunShow } from './runShow.ts'
import { predictionsCsv } from './predictionsCsv.ts'
import { f1Title, patientsText } from './runText.ts'
import { formatTable, score, type Column } from './terminal.ts'
import { wholeNumber } from './usageError.ts'

const columns = (runs: readonly Run[]): Column<Run>[] => [
  { title: 'id', read: (run) => run.id, align: 'right' },
  { title: 'study', read: (run) => run.studyName },
  { title: 'variant', read: (run) => run.variantName },
  { title: 'seed', read: (run) => run.seed, align: 'right' },
  ...(runs.some(({ foldCount }) => foldCount > 1) ? [foldColumn] : []),
  { title: 'state', read: (run) => run.state },
  { title: 'epoch', read: (run) => `${run.epoch}/${run.epochs}`, align: 'right' },
  { title: f1Title('validation F1', runs), read: (run) => score(run.validationMacroF1), align: 'right' },
  { title: f1Title('test F1', runs), read: (run) => score(run.testMacroF1), align: 'right' },
  { title: 'patients', read: patientsText },
  { title: 'time', read: timeOf },
  { title: 'reason', read: (run) => run.waitsFor ?? run.reason ?? '' },
]

/** Only where a split has folds. */
const foldColumn: Column<Run> = {
  title: 'fold',
  read: ({ fold, foldCount }) => (foldCount > 1 ? `${fold + 1}/${foldCount}` : ''),
  align: 'right',
}

const runId = wholeNumber(1)

/** Runs as a table for a terminal: patients beside their scores, and their folds where there are any. */
export function formatRuns(runs: Run[]): string {
  return formatTable(runs, columns(runs))
}

/** `about 12 min left` of a run that trains, `takes about 40 min` of one that waits. */
function timeOf({ state, remainingMs, isRemainingAtMost }: Run): string | null {
  if (remainingMs === null) return null
  const estimate = formatEstimate(remainingMs, isRemainingAtMost)
  return state === 'queued' ? `takes ${estimate}` : `${estimate} left`
}

/** `run list`, `run show`, `run predictions`, `run export`, and what steers runs. */
export function addRunCommands(program: Command, context: Context): void {
  const run = program.command('run').description('Runs: one training of a variant with a seed')
  run
    .command('list')
    .description('all runs, their states and scores')
    .option('--study <name>', 'only of this study')
    .addOption(new Option('--state <state>', 'only in this state').choices(runStateSchema.options))
    .action(async (options: { study?: string; state?: RunState }) => {
      await context.withEngine(async (client) => {
        const study = options.study === undefined ? undefined : await findStudy(client, options.study)
        const runs = await client.invoke('run.list', {
          ...(study ? { studyId: study.id } : {}),
          ...(options.state ? { states: [options.state] } : {}),
        })
        printRows(context, runs, () => formatRuns(runs))
      })
    })
  addRunShow(run, context)
  addRunScores(run, context)
  addRunControls(run, context)
  run
    .command('predictions')
    .argument('<run>', 'its number, see `run list`', runId)
    .description(
      'CSV: 0-based row (in the source file for the split published, else in the data set), label 0-4, one logit for each ' +
        'class, record and sample of the annotation where known; counted as a look at the part',
    )
    .addOption(new Option('--part <part>', 'which beats').choices(['test', 'validation']).makeOptionMandatory())
    .action(async (id: number, { part }: { part: 'test' | 'validation' }) => {
      await context.withEngine(async (client) => {
        const predictions = await client.invoke('run.predictions', { id, part })
        printRows(context, predictions, () => predictionsCsv(predictions))
      })
    })
  run
    .command('export')
    .argument('<run>', 'its number, see `run list`', runId)
    .description("write the run's network for another program")
    .addOption(
      new Option('--format <format>', 'weights alone, or a model of Keras 3, TensorFlow.js or ONNX')
        .choices(modelFormatSchema.options)
        .default('safetensors'),
    )
    .option('--out <file>', 'where to, for tfjs a folder; else a name made of variant and seed, in this folder')
    .option('--force', 'replace what is there')
    .action(async (id: number, options: ExportOptions) => {
      await context.withEngine((client) => exportWeights(client, context, id, options))
    })
}
