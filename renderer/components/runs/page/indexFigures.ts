import { headlineTitle, isOfAllClasses } from '../../../../electron/shared/headline.ts'
import type { RunScores } from '../../../../electron/shared/runScores.ts'

/** One number that sums up a run on a part, and what it is. */
export interface IndexFigure {
  name: string
  /** Null where it needs logits that are not kept. */
  value: number | null
  /** What it is, in a sentence. */
  about: string
  isHeadline?: boolean
}

/** The numbers over the matrix and, where logits are kept, over the probabilities; the headline score first. */
export function indexFigures(scores: RunScores): IndexFigure[] {
  const { headline, macroF1, weightedF1, accuracy, matthews, kappa, jIndex, jKappaIndex } = scores
  const isOfAll = isOfAllClasses(headline.classes)
  const ofFive = 'Unweighted mean of the F1 of all five classes.'
  return [
    {
      name: headlineTitle(headline.classes),
      value: headline.macroF1,
      about: isOfAll ? ofFive : 'Unweighted mean of the F1 of the classes with enough beats to train and to test on.',
      isHeadline: true,
    },
    ...(isOfAll ? [] : [{ name: 'Macro F1, all five', value: macroF1, about: ofFive }]),
    { name: 'Weighted F1', value: weightedF1, about: 'Mean of the F1 of the classes, weighted by their beats.' },
    { name: 'Accuracy', value: accuracy, about: 'Share of beats that are predicted right: mostly that of class N.' },
    {
      name: 'Matthews',
      value: matthews,
      about: 'Matthews correlation of actual and predicted class: 1 is perfect, 0 is chance.',
    },
    { name: 'Kappa', value: kappa, about: 'Cohen’s kappa: agreement beyond what the class sizes give by chance.' },
    {
      name: 'j index',
      value: jIndex,
      about: 'Sensitivity and positive predictivity of S and of V added up, 0 to 4; class Q left out.',
    },
    {
      name: 'j-kappa',
      value: jKappaIndex,
      about: 'Half of kappa and an eighth of the j index, 0 to 1; class Q left out.',
    },
    ...probabilityFigures(scores),
  ]
}

function probabilityFigures({ probability }: RunScores): IndexFigure[] {
  return [
    {
      name: 'NLL',
      value: probability?.negativeLogLikelihood ?? null,
      about: 'Mean negative log-likelihood of the actual class: lower is better.',
    },
    {
      name: 'Brier',
      value: probability?.brier ?? null,
      about: 'Mean squared distance of the probabilities from the actual class, 0 to 2: lower is better.',
    },
    {
      name: 'ECE',
      value: probability?.expectedCalibrationError ?? null,
      about: 'Expected calibration error of the predicted class over 15 bins: lower is better.',
    },
  ]
}
