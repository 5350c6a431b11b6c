import { existsSync } from 'node:fs'
import path from 'node:path'
import { Option, type Command } from 'commander'
import type { EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import type { DataSet } from '../shared/dataSet.ts'
import type { Job } from '../shared/job.ts'
import { printRows, type Context } from './context.ts'
import { followImport } from './followJob.ts'
import {
  positiveNumber,
  readBand,
  readChannel,
  readMapping,
  readNames,
  readPersons,
  recordsInput,
  type RecordOptions,
} from './importRecords.ts'
import { UsageError } from './usageError.ts'

type Options = Partial<RecordOptions> & Pick<RecordOptions, 'name' | 'rule'> & { kaggle?: string }

const examples = `
Examples:
  data import --kaggle heartbeat --name heartbeats
  data import --wfdb mitdb --index beat_index.csv.gz --name mitdb
  data import --wfdb mitdb --rule window --before 250 --after 400 --rate 125 --band 0.5-40 --normalise record --name window
`

/** `data import`. */
export function addImportCommand(data: Command, context: Context, describe: (set: DataSet) => string): void {
  data
    .command('import')
    .description('import beats: the published CSV pair, or cut from original recordings (WFDB)')
    .requiredOption('--name <name>', 'what the data set is to be called')
    .option('--kaggle <dir>', 'the folder with mitbih_train.csv and mitbih_test.csv, plain or gzip')
    .option('--wfdb <dir>', 'the folder with the records: headers, signals and annotations')
    .addOption(
      new Option('--rule <rule>', 'how beats of records are cut').choices(['published', 'window']).default('published'),
    )
    .option('--index <file>', 'beat_index.csv, plain or gzip: order and files of the beats')
    .option('--annotator <suffix>', 'of the annotation files; else atr')
    .option('--before <ms>', 'window: how far before a beat', positiveNumber)
    .option('--after <ms>', 'window: how far behind it', positiveNumber)
    .option('--rate <hz>', 'window: samples a second of the beats', positiveNumber)
    .option('--channel <channel>', 'window: first, a number from 0, or a name: MLII, or MLII,leave-out', readChannel)
    .option('--band <low-high>', 'window: band-pass in Hz, such as 0.5-40; else unfiltered', readBand)
    .addOption(
      new Option(
        '--normalise <way>',
        'window: scale each beat to 0..1, each record by mean and sd, or keep mV',
      ).choices(['beat', 'record', 'none']),
    )
    .option('--map <symbols>', 'what differs from AAMI EC57, such as f=4,Q=-', readMapping)
    .option('--records <names>', 'only these, such as 100,101', readNames)
    .option('--persons <records>', 'whose records they are, such as 202=201', readPersons)
    .option('--skip-bad', 'leave out records that cannot be read')
    .addHelpText('after', examples)
    .action(async (options: Options) => {
      const start = startOf(options)
      await context.withEngine(async (client) => {
        const set = await followImport(client, context.terminal, () => start(client))
        if (set.name !== options.name)
          context.terminal.note(
            `These are the beats that “${set.name}” lacked here: it has them now, under its own name.`,
          )
        printRows(context, set, () => describe(set))
      })
    })
}

/** Which of the two imports it is, with its input checked. */
function startOf({ kaggle, wfdb, ...options }: Options): (client: EngineClient) => Promise<Job> {
  if (wfdb !== undefined && kaggle === undefined) {
    const input = recordsInput({ ...options, wfdb })
    return (client) => client.invoke('dataset.importRecords', input)
  }
  if (kaggle === undefined || wfdb !== undefined) throw new UsageError('Either --kaggle or --wfdb is needed.')
  const [train, test] = [findCsv(kaggle, 'mitbih_train.csv'), findCsv(kaggle, 'mitbih_test.csv')]
  const input = { name: options.name, train: { path: train }, test: { path: test } }
  return (client) => client.invoke('dataset.import', input)
}

/** `name` or `name.gz` in a folder, as an absolute path, since the engine has a folder of its own. */
function findCsv(folder: string, name: string): string {
  const candidates = [name, `${name}.gz`].map((file) => path.resolve(folder, file))
  const found = candidates.find((file) => existsSync(file))
  if (found !== undefined) return found
  throw new AppError(
    'not-found',
    `There is neither ${name} nor ${name}.gz in ${path.resolve(folder)}.`,
    'Choose the folder that holds both files.',
  )
}
