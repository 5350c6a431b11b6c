import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { beatClasses } from '../shared/beatClass.ts'
import type { DataSet } from '../shared/dataSet.ts'
import { printRows, type Context } from './context.ts'
import { followImport } from './followJob.ts'
import { formatTable, type Column } from './terminal.ts'
import { UsageError, wholeNumber } from './usageError.ts'

const columns: Column<DataSet>[] = [
  { title: 'id', read: (set) => set.id, align: 'right' },
  { title: 'name', read: (set) => set.name },
  { title: 'beats', read: (set) => set.beats, align: 'right' },
  ...beatClasses.map((name, label): Column<DataSet> => ({
    title: name,
    read: (set) => set.classCounts[label] ?? 0,
    align: 'right',
  })),
  { title: 'splits', read: (set) => set.splits.map(({ kind, badge }) => `${kind} (${badge.text})`).join(', ') },
  { title: 'sha256', read: (set) => set.sha256.slice(0, 12) },
]

/** `data import`, `data generate`, `data list`. */
export function addDataCommands(program: Command, context: Context): void {
  const data = program.command('data').description('Data sets: heartbeats with labels')
  data
    .command('import')
    .description('import the published CSV pair, mitbih_train.csv and mitbih_test.csv, plain or gzip')
    .requiredOption('--kaggle <dir>', 'the folder that holds both files')
    .requiredOption('--name <name>', 'what the data set is to be called')
    .action(async (options: { kaggle: string; name: string }) => {
      const train = findCsv(options.kaggle, 'mitbih_train.csv')
      const test = findCsv(options.kaggle, 'mitbih_test.csv')
      await context.withEngine(async (client) => {
        const input = { name: options.name, train: { path: train }, test: { path: test } }
        const set = await followImport(client, context.terminal, () => client.invoke('dataset.import', input))
        printRows(context, set, () => describeDataSet(set))
      })
    })
  data
    .command('generate')
    .description('make a data set of synthetic beats, for tests and load')
    .requiredOption('--beats <n>', 'how many', wholeNumber(50, 10_000_000))
    .requiredOption('--name <name>', 'what the data set is to be called')
    .option('--seed <n>', 'of the generator', wholeNumber(0, 2 ** 31 - 1), 1)
    .action(async (input: { beats: number; name: string; seed: number }) => {
      await context.withEngine(async (client) => {
        const set = await followImport(client, context.terminal, () => client.invoke('dataset.generate', input))
        printRows(context, set, () => describeDataSet(set))
      })
    })
  data
    .command('list')
    .description('all data sets with their class counts and splits')
    .action(async () => {
      await context.withEngine(async (client) => {
        const sets = await client.invoke('dataset.list', {})
        printRows(context, sets, () => formatTable(sets, columns))
      })
    })
}

/** `name` or `name.gz` in a folder, as an absolute path, since the engine has a folder of its own. */
function findCsv(folder: string, name: string): string {
  const candidates = [name, `${name}.gz`].map((file) => path.resolve(folder, file))
  const found = candidates.find((file) => existsSync(file))
  if (found === undefined) throw new UsageError(`There is neither ${name} nor ${name}.gz in ${path.resolve(folder)}.`)
  return found
}

function describeDataSet(set: DataSet): string {
  const files = set.provenance.files.map(
    (file) => `${file.name}: ${file.rows} rows, ${file.bytes} bytes, SHA-256 ${file.sha256}`,
  )
  const notes = set.provenance.notes.map(({ text }) => text)
  return [formatTable([set], columns), ...files, ...notes].join('\n')
}
