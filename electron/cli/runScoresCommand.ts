import { Option, type Command } from 'commander'
import { beatClasses } from '../shared/beatClass.ts'
import { headlineTitle, isOfAllClasses } from '../shared/headline.ts'
import type { ClassScores, RunScores } from '../shared/runScores.ts'
import { printRows, type Context } from './context.ts'
import { formatTable, type Column } from './terminal.ts'
import { wholeNumber } from './usageError.ts'

const number = (value: number | null): string | null => (value === null ? null : value.toFixed(4))

const classColumns: Column<ClassScores>[] = [
  { title: 'class', read: ({ label }) => beatClasses[label] ?? '' },
  { title: 'beats', read: ({ beats }) => beats, align: 'right' },
  { title: 'predicted', read: ({ predicted }) => predicted, align: 'right' },
  { title: 'sensitivity', read: ({ sensitivity }) => number(sensitivity), align: 'right' },
  { title: 'pos. predictivity', read: ({ positivePredictivity }) => number(positivePredictivity), align: 'right' },
  { title: 'specificity', read: ({ specificity }) => number(specificity), align: 'right' },
  { title: 'F1', read: ({ f1 }) => number(f1), align: 'right' },
  { title: 'ROC area', read: ({ rocArea }) => number(rocArea), align: 'right' },
  { title: 'avg. precision', read: ({ averagePrecision }) => number(averagePrecision), align: 'right' },
]

/** `run scores`: all scores of a run on one part. */
export function addRunScores(run: Command, context: Context): void {
  run
    .command('scores')
    .argument('<run>', 'its number, see `run list`', wholeNumber(1))
    .description('all scores of a run: by class, agreement, probabilities, confusion matrix')
    .addOption(new Option('--part <part>', 'which beats').choices(['test', 'validation']).default('test'))
    .action(async (id: number, { part }: { part: 'test' | 'validation' }) => {
      await context.withEngine(async (client) => {
        const scores = await client.invoke('run.scores', { id, part })
        printRows(context, scores, () => describe(scores))
      })
    })
}

function describe(scores: RunScores): string {
  const { headline, probability, looks, timesScored } = scores
  const values: [string, number | null][] = [
    [headlineTitle(headline.classes), headline.macroF1],
    ...(isOfAllClasses(headline.classes) ? [] : [['Macro F1 of all classes', scores.macroF1] as [string, number]]),
    ['Weighted F1', scores.weightedF1],
    ['Accuracy', scores.accuracy],
    ['Matthews correlation', scores.matthews],
    ["Cohen's kappa", scores.kappa],
    ['j index', scores.jIndex],
    ['j-kappa index', scores.jKappaIndex],
    ['Negative log-likelihood', probability?.negativeLogLikelihood ?? null],
    ['Brier score', probability?.brier ?? null],
    ['Expected calibration error', probability?.expectedCalibrationError ?? null],
  ]
  const width = Math.max(...values.map(([title]) => title.length))
  return [
    `Run ${scores.runId}, ${scores.part} part: ${scores.splitLabel} (${scores.badge.text}), ${scores.beats} beats; ` +
      `scored ${timesScored === 1 ? 'once' : `${timesScored} times`}, ${looks} later ${looks === 1 ? 'look' : 'looks'} at single beats`,
    '',
    ...values.map(([title, value]) => `${title.padEnd(width)}  ${number(value) ?? '– (logits are not kept)'}`),
    '',
    formatTable(scores.classes, classColumns),
    '',
    confusionText(scores.confusion),
    ...scores.notes,
  ].join('\n')
}

function confusionText(confusion: readonly (readonly number[])[]): string {
  const rows = confusion.map((counts, label) => ({ name: beatClasses[label] ?? '', counts }))
  return formatTable(rows, [
    { title: 'actual \\ predicted', read: ({ name }) => name },
    ...beatClasses.map((title, label): Column<(typeof rows)[number]> => ({
      title,
      read: ({ counts }) => counts[label] ?? 0,
      align: 'right',
    })),
  ])
}
