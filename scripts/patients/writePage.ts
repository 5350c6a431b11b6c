import { writeFileSync } from 'node:fs'
import { format } from 'prettier'
import type { EngineClient } from '../../electron/client/connectEngine.ts'
import { beatClasses } from '../../electron/shared/beatClass.ts'
import { headlineTitle, isOfAllClasses } from '../../electron/shared/headline.ts'
import { partCounts, type SplitSummary } from '../../electron/shared/split.ts'
import { intervalText, meanText, signedText } from '../../electron/shared/studyExport/scoreText.ts'
import type { Interval, StudyStatistics, VariantStatistics } from '../../electron/shared/studyStatistics.ts'
import type { Mean, StudyTable, TableRow } from '../../electron/shared/studyTable.ts'
import { markdownTable } from '../reference/page/markdown.ts'
import { patientStudies } from './plan.ts'

type Asker = Pick<EngineClient, 'invoke'>

interface Outcome {
  split: SplitSummary
  table: StudyTable
  statistics: StudyStatistics
}

/** Writes what the two studies found as a docs page. */
export async function writePage(client: Asker, target: string): Promise<void> {
  const published = await readOutcome(client, patientStudies.published.name)
  const separate = await readOutcome(client, patientStudies.separate.name)
  const text = pageText(published, separate)
  writeFileSync(target, await format(text, { parser: 'markdown', proseWrap: 'preserve' }))
}

async function readOutcome(client: Asker, name: string): Promise<Outcome> {
  const study = (await client.invoke('study.list', {})).find((each) => each.name === name)
  if (!study) throw new Error(`There is no study “${name}”.`)
  const dataSet = (await client.invoke('dataset.list', {})).find(({ id }) => id === study.dataSetId)
  const split = dataSet?.splits.find(({ key }) => key === study.split)
  if (!split) throw new Error(`The study “${name}” has no split.`)
  return {
    split,
    table: await client.invoke('study.table', { id: study.id, part: 'test' }),
    statistics: await client.invoke('study.statistics', { id: study.id, part: 'test' }),
  }
}

function pageText(published: Outcome, separate: Outcome): string {
  const { rows } = separate.table
  return `# The same networks on new patients

Models 1, 6 and 11 of the published study, three seeds each, trained by the published recipe on two splits of the same beats
of the MIT-BIH Arrhythmia Database: once as published, where all patients have beats in training and in test, and once on
the inter-patient halves DS1 and DS2 of de Chazal, O’Dwyer and Reilly (2004). Made by a command; do not edit:

\`\`\`
npm run patient-study -- --wfdb FOLDER --index FILE
\`\`\`

${verdict(published, separate)}

## The parts

${partsTable([published, separate])}

${separate.split.description}

## Patients in both parts

${scoresTable(published)}

${noteOf(published)}

## New patients

${scoresTable(separate)}

${noteOf(separate)}

## By class

F1 on the test part, mean over seeds, on patients that were trained on and on new ones.

${classTable(published.table, separate.table)}

${classVerdict(rows)}
`
}

const f1 = (score: Mean | null): string => `${meanText(score)} ${intervalText(score)}`.trim()
const interval = (ends: Interval | null): string => (ends ? `[${ends.map((end) => end.toFixed(3)).join(', ')}]` : '–')

function verdict(published: Outcome, separate: Outcome): string {
  const falls = separate.table.rows.map((row) => {
    const before = published.table.rows.find(({ name }) => name === row.name)
    return { name: row.name, before: fourClassF1(before, separate), after: row.headline?.mean ?? NaN }
  })
  const title = headlineTitle(separate.table.headlineClasses)
  const told = falls.map(
    ({ name, before, after }) =>
      `${name} from ${before.toFixed(3)} to ${after.toFixed(3)} (${signedText(after - before)})`,
  )
  const least = Math.min(...falls.map(({ before, after }) => before - after))
  const claim =
    least > 0.1
      ? `The scores fall strongly: every model loses at least ${least.toFixed(2)}. What the published split measures is mostly how well a network knows patients it has seen.`
      : `The smallest loss is ${least.toFixed(3)}.`
  return `On new patients the ${title.replace('Macro', 'macro')} on the test part falls: ${told.join('; ')}. ${claim}`
}

/** The mean F1 over the classes that the other study's headline is of, so that like is compared with like. */
function fourClassF1(row: TableRow | undefined, { table }: Outcome): number {
  const classes = table.headlineClasses.map((label) => row?.classF1?.[label]?.mean ?? NaN)
  return classes.reduce((sum, value) => sum + value, 0) / classes.length
}

function partsTable(outcomes: readonly Outcome[]): string {
  const lines = outcomes.flatMap(({ split }) =>
    (['train', 'validation', 'test'] as const).map((part) => ({ split, part, counts: partCounts(split, part) })),
  )
  return markdownTable(lines, [
    { title: 'Split', read: ({ split, part }) => (part === 'train' ? `${split.label} (${split.badge.text})` : '') },
    { title: 'Part', read: ({ part }) => part },
    ...beatClasses.map((title, label) => ({
      title,
      read: ({ counts }: (typeof lines)[number]) => (counts[label] ?? 0).toLocaleString('en-US'),
      align: 'right' as const,
    })),
    {
      title: 'Records',
      read: ({ split, part }) => split.folds[0]?.records?.[part].length.toString() ?? '–',
      align: 'right',
    },
  ])
}

function scoresTable({ table, statistics }: Outcome): string {
  const of = ({ variantId }: TableRow): VariantStatistics | undefined =>
    statistics.variants.find((variant) => variant.variantId === variantId)
  const isAll = isOfAllClasses(table.headlineClasses)
  return markdownTable(table.rows, [
    { title: 'Model', read: ({ name, isBaseline }) => `${name}${isBaseline ? ' (baseline)' : ''}` },
    { title: headlineTitle(table.headlineClasses), read: ({ headline }) => meanText(headline), align: 'right' },
    { title: '95 % over seeds', read: (row) => interval(of(row)?.intervals['seeds-t'] ?? null), align: 'right' },
    { title: 'over patients', read: (row) => interval(of(row)?.intervals.patients ?? null), align: 'right' },
    { title: 'over both', read: (row) => interval(of(row)?.intervals.both ?? null), align: 'right' },
    ...(isAll
      ? []
      : [{ title: 'Five classes', read: ({ macroF1 }: TableRow) => f1(macroF1), align: 'right' as const }]),
    { title: 'Difference, over both', read: (row) => differenceText(of(row)), align: 'right' },
    { title: 'p, permutation (Holm)', read: (row) => pText(of(row)), align: 'right' },
    { title: 'Better, practically', read: (row) => betterText(of(row)), align: 'right' },
  ])
}

function differenceText(variant: VariantStatistics | undefined): string {
  const comparison = variant?.comparison
  return comparison ? `${signedText(comparison.difference)} ${interval(comparison.intervals.both)}` : ''
}

function pText(variant: VariantStatistics | undefined): string {
  const test = variant?.comparison?.tests.permutation
  return test ? `${test.p.toFixed(3)} (${test.adjustedP.toFixed(3)})` : ''
}

function betterText(variant: VariantStatistics | undefined): string {
  const equivalence = variant?.comparison?.equivalence
  return equivalence ? `${(100 * equivalence.better).toFixed(0)} %` : ''
}

function noteOf({ table, statistics }: Outcome): string {
  const warnings = [
    ...statistics.warnings,
    ...statistics.variants.flatMap(({ comparison }) => comparison?.warnings ?? []),
  ]
  return [
    `${table.beats.toLocaleString('en-US')} beats; ${table.badge.text}; seeds ${table.seeds.join(', ')}; intervals over ` +
      `patients resample ${statistics.persons} persons ${statistics.resamples.toLocaleString('en-US')} times.`,
    [...new Set(warnings)].map((warning) => `- ${warning}`).join('\n'),
  ].join('\n\n')
}

function classTable(published: StudyTable, separate: StudyTable): string {
  const lines = separate.rows.flatMap((row) => [
    {
      name: row.name,
      patients: 'in both parts',
      classF1: published.rows.find(({ name }) => name === row.name)?.classF1,
    },
    { name: '', patients: 'new', classF1: row.classF1 },
  ])
  return markdownTable(lines, [
    { title: 'Model', read: ({ name }) => name },
    { title: 'Patients', read: ({ patients }) => patients },
    ...beatClasses.map((title, label) => ({
      title,
      read: ({ classF1 }: (typeof lines)[number]) => meanText(classF1?.[label] ?? null),
      align: 'right' as const,
    })),
  ])
}

function classVerdict(rows: readonly TableRow[]): string {
  const of = (label: number) => {
    const means = rows.map(({ classF1 }) => classF1?.[label]?.mean ?? NaN)
    return `${beatClasses[label]} ${Math.min(...means).toFixed(3)} to ${Math.max(...means).toFixed(3)}`
  }
  return `On new patients the F1 of the models is, by class: ${[0, 1, 2, 3].map(of).join(', ')}. Q has too few beats there to say anything.`
}
