import { Option, type Command } from 'commander'
import { beatClasses } from '../shared/beatClass.ts'
import type { DataSet } from '../shared/dataSet.ts'
import { parts, splitKeyOf, type Part, type SplitDefinition, type SplitSummary } from '../shared/split.ts'
import { splitWarnings } from '../shared/splitWarnings.ts'
import { printRows, type Context } from './context.ts'
import { findDataSet } from './findByName.ts'
import { formatTable, type Column } from './terminal.ts'
import { UsageError, wholeNumber } from './usageError.ts'

interface SplitOptions {
  kind?: SplitDefinition['kind']
  together?: boolean
  folds: number
  repeats: number
  seed: number
  splitName?: string
  train?: string[]
  validation?: string[]
  test?: string[]
  delete?: string
}

const records = (text: string): string[] => text.split(',').map((record) => record.trim())

/** `data split`: the splits of a data set, one more, or one fewer. */
export function addSplitCommand(data: Command, context: Context): void {
  data
    .command('split')
    .argument('<data>', 'name of the data set, or #id')
    .description('show how a data set is parted; with --kind, part it in one more way')
    .addOption(
      new Option('--kind <kind>', 'by halves of de Chazal, by folds of patients, or by named records').choices([
        'published',
        'sample',
        'inter-patient',
        'k-fold',
        'custom',
      ]),
    )
    .option('--together', 'inter-patient: record 202 beside 201, the same person')
    .option('--folds <n>', 'k-fold: how many', wholeNumber(3, 20), 5)
    .option('--repeats <n>', 'k-fold: how often, each time dealt anew', wholeNumber(1, 10), 1)
    .option('--seed <n>', 'k-fold: of the deals', wholeNumber(0, 2 ** 31 - 1), 1)
    .option('--split-name <name>', 'custom: what it is to be called')
    .option('--train <records>', 'custom: records with commas; those not named are left out', records)
    .option('--validation <records>', 'custom: likewise', records)
    .option('--test <records>', 'custom: likewise', records)
    .option('--delete <key>', 'remove this split')
    .action(async (name: string, options: SplitOptions) => {
      const definition = options.kind === undefined ? null : definitionOf(options.kind, options)
      await context.withEngine(async (client) => {
        const { id } = await findDataSet(client, name)
        if (options.delete !== undefined) await client.invoke('split.delete', { dataSetId: id, key: options.delete })
        const made = definition && (await client.invoke('split.create', { dataSetId: id, definition }))
        const set = await findDataSet(client, `#${id}`)
        printRows(context, made ?? set.splits, () => describeSplits(set, made))
      })
    })
}

function definitionOf(kind: SplitDefinition['kind'], options: SplitOptions): SplitDefinition {
  const { together, folds, repeats, seed, splitName } = options
  if (kind === 'inter-patient') return { kind, keepPersonsTogether: together === true }
  if (kind === 'k-fold') return { kind, folds, repeats, seed }
  if (kind !== 'custom') return { kind }
  if (splitName === undefined) throw new UsageError('--split-name is missing: what is the split to be called?')
  const named = parts.flatMap((part) => (options[part] ?? []).map((record): [string, Part] => [record, part]))
  const twice = named.find(([record], index) => named.findIndex(([other]) => other === record) !== index)
  if (twice) throw new UsageError(`Record ${twice[0]} is in two parts.`, 'Name each record once.')
  return { kind, name: splitName, records: Object.fromEntries(named) }
}

interface Line {
  split: string
  fold: string
  part: string
  counts: readonly number[]
  records: string
  badge: string
}

const columns: Column<Line>[] = [
  { title: 'split', read: ({ split }) => split },
  { title: 'fold', read: ({ fold }) => fold },
  { title: 'part', read: ({ part }) => part },
  ...beatClasses.map((name, label): Column<Line> => ({
    title: name,
    read: ({ counts }) => counts[label] ?? 0,
    align: 'right',
  })),
  { title: 'patients', read: ({ badge }) => badge },
  { title: 'records', read: ({ records: names }) => names },
]

function describeSplits({ splits }: DataSet, made: SplitSummary | null): string {
  const shown = made ? splits.filter(({ key }) => key === splitKeyOf(made.definition)) : splits
  const warnings = shown.flatMap((split) => splitWarnings(split).map((warning) => `${split.key}: ${warning}`))
  return [formatTable(shown.flatMap(linesOf), columns), ...warnings].join('\n')
}

function linesOf({ key, folds, badge, leftOut }: SplitSummary): Line[] {
  const lines = folds.flatMap(({ counts, records: named }, fold) =>
    parts.map((part): Line => ({
      split: key,
      fold: folds.length > 1 ? `${fold + 1} of ${folds.length}` : '',
      part,
      counts: counts[part],
      records: named ? named[part].join(' ') : '',
      badge: badge.text,
    })),
  )
  const isAnyOut = leftOut.some((count) => count > 0)
  return isAnyOut
    ? [...lines, { split: key, fold: '', part: 'left out', counts: leftOut, records: '', badge: badge.text }]
    : lines
}
