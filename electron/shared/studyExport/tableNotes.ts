import { beatClasses } from '../beatClass.ts'
import { publishedMetricNames } from '../publishedText.ts'
import type { StudyTable } from '../studyTable.ts'
import { scoreDigits } from './scoreText.ts'

/** What must stand under a printed table for its numbers to be understood: one sentence or two each, plain text. */
export function tableNotes(table: StudyTable): string[] {
  return [
    whatWasScored(table),
    howManySeeds(table),
    ...importedNotes(table),
    ...looksNotes(table),
    ...rescoredNotes(table),
    ...publishedNotes(table),
    dataNote(table),
  ]
}

function whatWasScored(table: StudyTable): string {
  const classes = beatClasses.map((name, index) => `${name} ${table.classBeats[index] ?? 0}`).join(', ')
  return `Scores on the ${table.part} part of ${table.dataSetName}, split: ${table.splitLabel} (${table.badge.text}); ${table.beats} beats (${classes}).`
}

function howManySeeds(table: StudyTable): string {
  const counts = [...new Set(table.rows.map((row) => row.runs.length))].filter((n) => n > 0).sort((a, b) => a - b)
  const seeds = [...new Set(table.rows.flatMap((row) => row.runs.map((run) => run.seed)))].sort((a, b) => a - b)
  if (counts.length === 0) return 'No training has finished.'
  const n = counts.length === 1 ? `n = ${counts[0]}` : `n = ${counts[0]} to ${counts.at(-1)}, differing by variant`
  const which = `${n} ${counts.at(-1) === 1 ? 'run' : 'runs'} per variant, ${seeds.length === 1 ? 'seed' : 'seeds'} ${seeds.join(', ')}`
  if (counts.at(-1) === 1) return `${which}: a single seed, so no spread is given.`
  return `${which}: mean ± sample standard deviation; intervals are 95 % by Student's t and cover the spread of seeds on this one split, not new patients. Differences are paired with the baseline by seed.`
}

/** They stand in no mean: nobody knows how, or on what, their weights were trained. */
function importedNotes(table: StudyTable): string[] {
  const imported = table.rows.flatMap((row) =>
    row.imported.map(
      ({ seed, scores }) => `${row.name}, seed ${seed}: macro F1 ${scores.macroF1.toFixed(scoreDigits)}`,
    ),
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
  return names.size > 0 && table.split === 'sample' ? [...notes, publishedIsWhole] : notes
}

const publishedIsWhole =
  'Published values are of the whole heartbeat set, parted by beat; the scores here are of a sample of it with a split of its own. The two do not compare.'

function looksNotes(table: StudyTable): string[] {
  const looks = table.rows.flatMap(({ name, runs, imported }) => {
    const count = [...runs, ...imported].reduce((sum, { scores }) => sum + scores.looks, 0)
    return count > 0 ? [`${name} ${count}`] : []
  })
  return looks.length === 0 ? [] : [`Looks at single beats of this part after scoring: ${looks.join(', ')}.`]
}

/** A part that was scored more than once is no longer unseen, and a mean may mix such runs with plain ones. */
export function rescoredNotes(table: StudyTable): string[] {
  const rescored = table.rows.flatMap(({ name, runs }) =>
    runs.flatMap(({ seed, scores }) =>
      scores.timesScored > 1 ? [`${name}, seed ${seed}: ${scores.timesScored} times`] : [],
    ),
  )
  return rescored.length === 0 ? [] : [`Scored again after training on: ${rescored.join('; ')}.`]
}

function dataNote(table: StudyTable): string {
  return `Data: ${table.attribution} Licence: ${table.licence}. SHA-256 ${table.dataSetSha256}. Made with Beatbench ${table.beatbench}; not for diagnosis.`
}
