import { beatClasses } from '../../../../electron/shared/beatClass.ts'
import type { RunScores } from '../../../../electron/shared/runScores.ts'

/** Mean over runs with its spread: null below two runs, and where no run has the score. */
export interface Spread {
  mean: number | null
  sd: number | null
}

/** One score of a run: what it is called, what it says, and how it is read. */
export interface ScoreLine {
  title: string
  explains: string
  isBetterLower?: boolean
  read: (scores: RunScores) => number | null
}

/** Scores that are read off the confusion matrix. */
export const confusionLines: readonly ScoreLine[] = [
  { title: 'Accuracy', explains: 'Share of beats that are right', read: (scores) => scores.accuracy },
  { title: 'Weighted F1', explains: 'F1 weighted by beats of the class', read: (scores) => scores.weightedF1 },
  {
    title: 'Matthews correlation',
    explains: 'Correlation of actual and predicted class, −1 to 1',
    read: (scores) => scores.matthews,
  },
  { title: 'Cohen’s kappa', explains: 'Agreement beyond chance', read: (scores) => scores.kappa },
  {
    title: 'j index',
    explains: 'Se and PPV of S and V added up, 0 to 4; beats of Q left out',
    read: (scores) => scores.jIndex,
  },
  {
    title: 'j-kappa index',
    explains: 'Half of kappa and an eighth of j; beats of Q left out',
    read: (scores) => scores.jKappaIndex,
  },
]

/** Scores of the probabilities, for which logits are needed. */
export const probabilityLines: readonly ScoreLine[] = [
  {
    title: 'ROC area, macro',
    explains: 'Mean over classes, each against the others',
    read: ({ probability }) => probability?.macroRocArea ?? null,
  },
  {
    title: 'Average precision, macro',
    explains: 'Mean over classes of the area under precision and recall',
    read: ({ probability }) => probability?.macroAveragePrecision ?? null,
  },
  {
    title: 'Calibration error',
    explains: 'Expected calibration error over 15 bins: how far confidence is from the share that is right',
    isBetterLower: true,
    read: ({ probability }) => probability?.expectedCalibrationError ?? null,
  },
  {
    title: 'Brier score',
    explains: 'Mean squared distance of probabilities and label, 0 to 2',
    isBetterLower: true,
    read: ({ probability }) => probability?.brier ?? null,
  },
  {
    title: 'Log loss',
    explains: 'Mean negative log-likelihood, natural logarithm',
    isBetterLower: true,
    read: ({ probability }) => probability?.negativeLogLikelihood ?? null,
  },
]

/** One class over the runs. */
export interface ClassMeans {
  name: string
  sensitivity: Spread
  positivePredictivity: Spread
  specificity: Spread
  f1: Spread
  rocArea: Spread
  averagePrecision: Spread
}

type ClassScore = Exclude<keyof ClassMeans, 'name'>

/** Mean and sample standard deviation of what there is. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const known = values.filter((value) => value !== null)
  const n = known.length
  if (n === 0) return { mean: null, sd: null }
  const mean = known.reduce((sum, value) => sum + value, 0) / n
  const squares = known.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, sd: n < 2 ? null : Math.sqrt(squares / (n - 1)) }
}

/** Each class over the runs, in the order N S V F Q. */
export function classMeans(runs: readonly RunScores[]): ClassMeans[] {
  return beatClasses.map((name, label) => {
    const own = runs.flatMap(({ classes }) => classes.filter((scores) => scores.label === label))
    const spread = (key: ClassScore) => spreadOf(own.map((scores) => scores[key]))
    return {
      name,
      sensitivity: spread('sensitivity'),
      positivePredictivity: spread('positivePredictivity'),
      specificity: spread('specificity'),
      f1: spread('f1'),
      rocArea: spread('rocArea'),
      averagePrecision: spread('averagePrecision'),
    }
  })
}

/** What is undefined and was taken as what: each sentence once, with how many runs it is of where not of all. */
export function undefinedNotes(runs: readonly RunScores[]): string[] {
  const notes = new Set(runs.flatMap((scores) => scores.notes))
  return [...notes].map((note) => {
    const count = runs.filter((scores) => scores.notes.includes(note)).length
    return count === runs.length ? note : `${note} (${count} of ${runs.length} runs)`
  })
}
