import { beatClasses } from '../beatClass.ts'
import { headlineF1, isOfAllClasses } from '../headline.ts'
import { publishedMetricNames } from '../publishedText.ts'
import { seedText } from '../seedText.ts'
import { fewestBeatsOfClass } from '../split.ts'
import type { StudyTable } from '../studyTable.ts'
import { headlineWords } from './scoreColumns.ts'
import { scoreDigits } from './scoreText.ts'
import { hasRepeats, scoreUnits } from './scoreUnits.ts'
import { statisticsNotes, warningNotes } from './statisticsNotes.ts'
import type { TableReport } from './tableReport.ts'

/** Notes under a heading, for formats that have any. */
export interface NoteSection {
  title: string
  notes: string[]
}

/** What must stand under a printed table for its numbers to be understood: one sentence or two each, plain text. */
export function noteSections(report: TableReport): NoteSection[] {
  const { table } = report
  return [
    {
      title: 'How it was scored',
      notes: [whatWasScored(table), howManySeeds(table), ...headlineNotes(table), ...statisticsNotes(report)],
    },
    {
      title: 'What limits it',
      notes: [...warningNotes(report), ...importedNotes(table), ...looksNotes(table), ...rescoredNotes(table)],
    },
    { title: 'Published values', notes: publishedNotes(table) },
    { title: 'Data', notes: [dataNote(table)] },
  ].filter(({ notes }) => notes.length > 0)
}

/** The same, one after the other. */
export function tableNotes(report: TableReport): string[] {
  return noteSections(report).flatMap(({ notes }) => notes)
}

function whatWasScored(table: StudyTable): string {
  const classes = beatClasses.map((name, index) => `${name} ${table.classBeats[index] ?? 0}`).join(', ')
  const [inAll, inOne] =
    table.foldCount > 1 ? [`, ${table.foldCount} folds in all`, ', each in one fold of a repeat'] : ['', '']
  return `Scores on the ${table.part} part of ${table.dataSetName}, split: ${table.splitLabel} (${table.badge.text})${inAll}; ${table.beats.toLocaleString('en-US')} beats${inOne} (${classes}).`
}

function howManySeeds(table: StudyTable): string {
  const { rows, foldCount } = table
  const runs = rangeOf(rows.map((row) => row.runs.length))
  const scores = rangeOf(rows.map(({ headline }) => headline?.n ?? 0))
  if (!runs || !scores) return 'No training has finished.'
  const seeds = [...new Set(rows.flatMap((row) => row.runs.map((run) => run.seed)))].sort((a, b) => a - b)
  const which = `${runs.text} ${runs.most === 1 ? 'run' : 'runs'} per variant, ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`
  const spread =
    scores.most === 1
      ? 'a single seed, so no spread is given.'
      : `mean ± sample standard deviation${foldCount > 1 ? ` over ${scoreUnits(table)}, ${scores.text}` : ''}.`
  if (foldCount === 1) return `${which}: ${spread}`
  return `${which} on ${foldCount} folds; the folds of a seed${hasRepeats(table) ? ' and repeat' : ''} are scored together, as one confusion matrix: ${spread}`
}

/** `n = 3`, or `n = 1 to 3`; null where all are 0. */
function rangeOf(counts: readonly number[]): { text: string; most: number } | null {
  const some = counts.filter((n) => n > 0)
  if (some.length === 0) return null
  const [least, most] = [Math.min(...some), Math.max(...some)]
  return { text: least === most ? `n = ${most}` : `n = ${least} to ${most}`, most }
}

function headlineNotes({ headlineClasses }: StudyTable): string[] {
  if (isOfAllClasses(headlineClasses)) return []
  const few = beatClasses.filter((_, label) => !headlineClasses.includes(label)).join(', ')
  return [
    `The first score is ${headlineWords({ headlineClasses })}: of ${few} there are fewer than ${fewestBeatsOfClass} beats to train or to test on. Intervals, differences and tests are of it.`,
  ]
}

/** They stand in no mean: nobody knows how, or on what, their weights were trained. */
function importedNotes({ rows, headlineClasses, foldCount }: StudyTable): string[] {
  const title = headlineWords({ headlineClasses })
  const imported = rows.flatMap((row) =>
    row.imported.map(({ seed, fold, scores }) => {
      const score = headlineF1(scores, headlineClasses).toFixed(scoreDigits)
      return `${row.name}, ${seedText({ seed, fold, foldCount })}: ${title} ${score}`
    }),
  )
  return imported.length === 0
    ? []
    : [`Scored with imported weights, not trained here, and so in none of the means: ${imported.join('; ')}.`]
}

function publishedNotes(table: StudyTable): string[] {
  const names = new Map<string, string[]>()
  for (const { name, published } of table.rows) {
    if (!published) continue
    const text = `${publishedMetricNames[published.metric]}, ${published.source}; ${published.caveat}`
    names.set(text, [...(names.get(text) ?? []), name])
  }
  const notes = [...names].map(([text, variants]) =>
    names.size === 1 ? `Published: ${text}.` : `Published (${variants.join(', ')}): ${text}.`,
  )
  return names.size > 0 ? [...notes, ...comparabilityNotes(table)] : notes
}

function comparabilityNotes({ split, headlineClasses, rows }: StudyTable): string[] {
  const isOfFewer = rows.some(({ published }) => published?.metric === 'macro-f1') && !isOfAllClasses(headlineClasses)
  return [
    ...(split === 'sample' ? [publishedIsWhole] : split === 'published' ? [] : [publishedIsOther]),
    ...(isOfFewer ? ['Published macro F1 is of all classes, unlike the first score here.'] : []),
  ]
}

const publishedIsWhole =
  'Published values are of the whole heartbeat set, parted by beat; the scores here are of a sample of it with a split of its own. The two do not compare.'

const publishedIsOther =
  'Published values are of the split of their source: they compare with the scores here only where that is the same.'

function looksNotes(table: StudyTable): string[] {
  const looks = table.rows.flatMap(({ name, runs, imported }) => {
    const count = [...runs, ...imported].reduce((sum, { scores }) => sum + scores.looks, 0)
    return count > 0 ? [`${name} (${count})`] : []
  })
  return looks.length === 0 ? [] : [`Looks at single beats of this part after scoring: ${looks.join(', ')}.`]
}

/** A part that was scored more than once is no longer unseen, and a mean may mix such runs with plain ones. */
export function rescoredNotes(table: StudyTable): string[] {
  const { foldCount } = table
  const rescored = table.rows.flatMap(({ name, runs }) =>
    runs.flatMap(({ seed, fold, scores }) =>
      scores.timesScored > 1 ? [`${name}, ${seedText({ seed, fold, foldCount })}: ${scores.timesScored} times`] : [],
    ),
  )
  return rescored.length === 0 ? [] : [`Scored again after training on: ${rescored.join('; ')}.`]
}

function dataNote(table: StudyTable): string {
  return `Data: ${table.attribution} Licence: ${table.licence}. SHA-256 ${table.dataSetSha256}. Made with Beatbench ${table.beatbench}; not for diagnosis.`
}
