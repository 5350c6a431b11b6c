import { Option, type Command } from 'commander'
import { presetOf, presets } from '../shared/preset.ts'
import { publishedText } from '../shared/publishedText.ts'
import type { Study } from '../shared/study.ts'
import { comparisonTestSchema, type ComparisonTest, type IntervalMethod } from '../shared/studyStatistics.ts'
import { tableFormatSchema, type TableFormat } from '../shared/studyTable.ts'
import { printRows, type Context } from './context.ts'
import { createStudy, type CreateOptions } from './createStudy.ts'
import { findStudy } from './findByName.ts'
import { printStudyTable, runStudy } from './runStudy.ts'
import { caveatsOf, presetLines, presetVariants, type PresetLine, type PresetVariant } from './presetLines.ts'
import { formatTable, type Column } from './terminal.ts'
import { numberList, wholeNumber } from './usageError.ts'

const largestSeed = 2 ** 31 - 1

const columns: Column<Study>[] = [
  { title: 'id', read: (study) => study.id, align: 'right' },
  { title: 'name', read: (study) => study.name },
  { title: 'data set', read: (study) => study.dataSetName },
  { title: 'split', read: (study) => study.split },
  { title: 'variants', read: (study) => study.variantCount, align: 'right' },
  { title: 'seeds', read: (study) => study.seeds.join(',') },
  { title: 'finished', read: (study) => study.runs.finished, align: 'right' },
  { title: 'active', read: (study) => study.runs.active, align: 'right' },
  { title: 'waiting', read: (study) => study.runs.waiting, align: 'right' },
  { title: 'failed', read: (study) => study.runs.failed, align: 'right' },
]

/** `study create`, `study presets`, `study run`, `study list`, `study table`. */
export function addStudyCommands(program: Command, context: Context): void {
  const study = program.command('study').description('Studies: variants and seeds on one data set and split')
  addCreate(study, context)
  addPresets(study, context)
  study
    .command('run <name>')
    .description(
      'train what is left of a study, and print its table; Ctrl-C pauses its runs, and the next call goes on',
    )
    .option('--workers <n>', 'trainings at once, for this call', wholeNumber(1, 256))
    .action(async (name: string, options: { workers?: number }) => {
      await context.withEngine((client) => runStudy(client, context, name, options))
    })
  study
    .command('list')
    .description('all studies and how far they are')
    .action(async () => {
      await context.withEngine(async (client) => {
        const studies = await client.invoke('study.list', {})
        printRows(context, studies, () => formatTable(studies, columns))
      })
    })
  addTable(study, context)
}

function addCreate(study: Command, context: Context): void {
  study
    .command('create <name>')
    .description('make a study of published models (--preset) or of your own designs (--file)')
    .addOption(new Option('--preset <preset>', 'see `study presets`').choices(presets.map(({ id }) => id)))
    .option('--file <file>', 'a study file (JSON, see docs/formats.md)')
    .option('--data <name>', 'the data set')
    .option('--variants <list>', 'which of the preset, as 1,6,11: see `study presets PRESET`', numberList(1))
    .option('--seeds <n>', 'how many seeds (3 is seeds 1, 2, 3), or a list with commas (7,8)', seeds)
    .option('--epochs <n>', 'at most so many epochs', wholeNumber(1, 10_000))
    .option('--split <split>', "one of the data set's (see `data list`), else its first")
    .action(async (name: string, options: CreateOptions) => {
      await context.withEngine(async (client) => {
        const created = await createStudy(client, name, { ...options, warn: context.terminal.note })
        printRows(context, created, () => formatTable([created], columns))
      })
    })
}

/** What intervals are called on the command line. */
const intervalMethods = {
  seeds: 'seeds-t',
  'seeds-bootstrap': 'seeds-bootstrap',
  records: 'patients',
  both: 'both',
} as const satisfies Record<string, IntervalMethod>

interface TableOptions {
  format?: TableFormat
  part: 'test' | 'validation'
  intervals: keyof typeof intervalMethods
  test: ComparisonTest
}

function addTable(study: Command, context: Context): void {
  study
    .command('table <name>')
    .description('one row per variant over its seeds, with intervals and marks of significance')
    .addOption(new Option('--format <format>', 'of the table').choices(tableFormatSchema.options))
    .addOption(new Option('--part <part>', 'which beats are scored').choices(['test', 'validation']).default('test'))
    .addOption(
      new Option(
        '--intervals <method>',
        "over seeds (Student's t, or bootstrap), records (patients), or seeds and records",
      )
        .choices(Object.keys(intervalMethods))
        .default('seeds'),
    )
    .addOption(
      new Option('--test <test>', 'of the differences to the baseline, adjusted by Holm')
        .choices(comparisonTestSchema.options)
        .default('permutation'),
    )
    .action(async (name: string, { format, part, intervals, test }: TableOptions) => {
      await context.withEngine(async (client) => {
        const { id } = await findStudy(client, name)
        const chosen = { part, test, format: format ?? (context.wantsJson() ? 'json' : 'markdown') } as const
        await printStudyTable(client, context, { id, ...chosen, interval: intervalMethods[intervals] })
      })
    })
}

const presetColumns: Column<PresetLine>[] = [
  { title: 'preset', read: ({ id }) => id },
  { title: 'variants', read: ({ variants }) => variants, align: 'right' },
  { title: 'title', read: ({ title }) => title },
]

const presetVariantColumns: Column<PresetVariant>[] = [
  { title: 'number', read: ({ number }) => number, align: 'right' },
  { title: 'name', read: ({ name }) => name },
  { title: 'parameters', read: ({ parameters }) => parameters.toLocaleString('en-US'), align: 'right' },
  { title: 'published', read: ({ published }) => published && publishedText(published) },
]

function addPresets(study: Command, context: Context): void {
  study
    .command('presets [preset]')
    .description('studies from the literature, or the variants of one and what is known of them')
    .action((id: string | undefined) => {
      if (id === undefined) return printRows(context, presetLines(), () => formatTable(presetLines(), presetColumns))
      const preset = presetOf(id)
      const variants = presetVariants(preset)
      const about = [preset.title, preset.description, `Source: ${preset.source}.`]
      const lines = [...about, '', formatTable(variants, presetVariantColumns), '', ...caveatsOf(variants)]
      printRows(context, variants, () => lines.join('\n'))
    })
}

/** `3` is the seeds 1, 2, 3; `7,8` or `7,` are those seeds themselves. */
function seeds(text: string): number[] {
  if (text.includes(',')) return numberList(0, largestSeed)(text.replace(/,$/, ''))
  return Array.from({ length: wholeNumber(1, 1000)(text) }, (_, index) => index + 1)
}
