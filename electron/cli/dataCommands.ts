import type { Command } from 'commander'
import { beatClasses } from '../shared/beatClass.ts'
import type { DataSet } from '../shared/dataSet.ts'
import { compareDataSets } from './compareDataSets.ts'
import { printRows, type Context } from './context.ts'
import { exportCsv, type CsvExportOptions } from './exportCsv.ts'
import { followImport } from './followJob.ts'
import { addImportCommand } from './importCommand.ts'
import { addSplitCommand } from './splitCommand.ts'
import { formatTable, type Column } from './terminal.ts'
import { wholeNumber } from './usageError.ts'

const columns: Column<DataSet>[] = [
  { title: 'id', read: (set) => set.id, align: 'right' },
  { title: 'name', read: (set) => set.name },
  { title: 'beats', read: (set) => set.beats, align: 'right' },
  ...beatClasses.map((name, label): Column<DataSet> => ({
    title: name,
    read: (set) => set.classCounts[label] ?? 0,
    align: 'right',
  })),
  { title: 'splits', read: (set) => set.splits.map(({ key, badge }) => `${key} (${badge.text})`).join(', ') },
  { title: 'sha256', read: (set) => set.sha256.slice(0, 12) },
]

/** `data import`, `data generate`, `data list`, `data split`, `data compare`, `data export-csv`. */
export function addDataCommands(program: Command, context: Context): void {
  const data = program.command('data').description('Data sets: heartbeats with labels')
  addImportCommand(data, context, describeDataSet)
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
  addSplitCommand(data, context)
  data
    .command('compare <a> <b>')
    .description(
      'compare two data sets (names or ids) row by row, bit for bit, whatever their order: how many rows differ is the ' +
        'larger of what only one and only the other has; ends with 1 where any does',
    )
    .action(async (a: string, b: string) => {
      await context.withEngine((client) => compareDataSets(client, context, [a, b]))
    })
  data
    .command('export-csv <name>')
    .description('write a data set as CSV, as the published heartbeat set has its two files')
    .requiredOption('--out <dir>', 'the folder they go to')
    .option('--force', 'replace files that are there')
    .action(async (name: string, options: CsvExportOptions) => {
      await context.withEngine((client) => exportCsv(client, context, name, options))
    })
}

function describeDataSet(set: DataSet): string {
  const { files: read, extraction } = set.provenance
  const files = extraction
    ? [
        `${extraction.records.length} records of ${extraction.folder}: ${read.length} files, all named with SHA-256 by --json`,
      ]
    : read.map((file) => `${file.name}: ${file.rows} rows, ${file.bytes} bytes, SHA-256 ${file.sha256}`)
  const notes = set.provenance.notes.map(({ text }) => text)
  return [formatTable([set], columns), ...files, ...notes].join('\n')
}
