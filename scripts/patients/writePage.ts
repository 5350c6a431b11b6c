import { writeFileSync } from 'node:fs'
import { format } from 'prettier'
import type { EngineClient } from '../../electron/client/connectEngine.ts'
import { beatClasses } from '../../electron/shared/beatClass.ts'
import { macroF1 } from '../../electron/shared/scores/macroF1.ts'
import { estimateMeanOrNull } from '../../electron/shared/statistics/estimateMean.ts'
import { headlineTitle, isOfAllClasses } from '../../electron/shared/headline.ts'
import { partCounts, type SplitSummary } from '../../electron/shared/split.ts'
import { intervalText, meanText, signedText } from '../../electron/shared/studyExport/scoreText.ts'
import type {
  Interval,
  IntervalMethod,
  StudyStatistics,
  VariantStatistics,
} from '../../electron/shared/studyStatistics.ts'
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

![Compare on new patients](screens/compare-patients.png)

## The parts

${partsTable([published, separate])}

${separate.split.description}

## Patients in both parts

${scoresTable(published)}

${likeTable(published, separate)}

${noteOf(published)}

## New patients

${scoresTable(separate)}

${noteOf(separate)}

Intervals: over seeds by Student's t; over patients by resampling whole persons; over both together. p is of the permutation
test over seeds, in parentheses after Holm. The last column is the probability, by a Bayesian t-test over the seeds on this one
split, that the variant is better than the baseline by more than ${separate.statistics.variants.find(({ comparison }) => comparison)?.comparison?.equivalence?.region ?? 0.01}.

## By class

F1 on the test part, mean over seeds, on patients that were trained on and on new ones.

${classTable(published.table, separate.table)}

${classVerdict(rows)}
`
}

const f1 = (score: Mean | null): string => `${meanText(score)} ${intervalText(score)}`.trim()
const interval = (ends: Interval | null, none = '–'): string =>
  ends ? `[${ends.map((end) => end.toFixed(3).replace('-', '−')).join(', ')}]` : none

function verdict(published: Outcome, separate: Outcome): string {
  const falls = separate.table.rows.map(({ name, headline }) => ({
    name,
    before: likeHeadline(published, separate, name)?.mean ?? NaN,
    after: headline?.mean ?? NaN,
  }))
  const title = headlineTitle(separate.table.headlineClasses).replace('Macro', 'macro')
  const told = falls.map(
    ({ name, before, after }) =>
      `${name} from ${before.toFixed(3)} to ${after.toFixed(3)} (${signedText(after - before)})`,
  )
  const least = Math.min(...falls.map(({ before, after }) => before - after))
  return `On new patients the ${title} on the test part is far lower: ${told.join('; ')}. ${
    least > 0.1 ? `Every model loses at least ${least.toFixed(2)}.` : `The smallest loss is ${least.toFixed(3)}.`
  } ${cautions(published, separate)}`
}

/** The same score of the other study: over the classes of this one's headline, so that like is held against like. */
function likeHeadline({ table }: Outcome, separate: Outcome, name: string): Mean | null {
  const runs = table.rows.find((row) => row.name === name)?.runs ?? []
  const classes = separate.table.headlineClasses
  return estimateMeanOrNull(runs.map(({ scores }) => macroF1(scores.confusion, classes)))
}

/** What else differs between the two studies: the fall is of all of it together. */
function cautions(published: Outcome, separate: Outcome): string {
  const beats = ({ split }: Outcome) => partCounts(split, 'train').reduce((sum, count) => sum + count, 0)
  const supraventricular = ({ split }: Outcome) => partCounts(split, 'train')[1] ?? 0
  const epochs = ({ table }: Outcome) => {
    const trained = table.rows.flatMap(({ runs }) => runs.map((run) => run.epochs))
    return `${Math.min(...trained)} to ${Math.max(...trained)}`
  }
  const text = (value: number) => value.toLocaleString('en-US')
  return (
    `That the patients are new is not all that differs: there are fewer beats to train on (${text(beats(separate))} in place of ` +
    `${text(beats(published))}; of S ${text(supraventricular(separate))} in place of ${text(supraventricular(published))}), ` +
    `classes have other shares, and early stopping, on few patients of its own, ends training sooner (after ` +
    `${epochs(separate)} epochs in place of ${epochs(published)}). The published split cannot tell how much of a score is ` +
    `knowledge of its patients.`
  )
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
    { title: 'Difference, over seeds', read: (row) => differenceText(of(row), 'seeds-t'), align: 'right' },
    { title: 'over both', read: (row) => interval(of(row)?.comparison?.intervals.both ?? null, ''), align: 'right' },
    { title: 'p, permutation (Holm)', read: (row) => pText(of(row)), align: 'right' },
    { title: 'Better, practically', read: (row) => betterText(of(row)), align: 'right' },
  ])
}

/** Held against the other study's headline. */
function likeTable(published: Outcome, separate: Outcome): string {
  const told = published.table.rows.map(({ name }) => `${name} ${f1(likeHeadline(published, separate, name))}`)
  return `Over the classes of the other table, ${headlineTitle(separate.table.headlineClasses)}: ${told.join('; ')} (95 % over seeds).`
}

function differenceText(variant: VariantStatistics | undefined, method: IntervalMethod): string {
  const comparison = variant?.comparison
  return comparison ? `${signedText(comparison.difference)} ${interval(comparison.intervals[method])}` : ''
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
