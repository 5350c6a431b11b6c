import type { ConfusionMatrix } from '../metrics.ts'
import { cohenKappa, matthewsCorrelation } from './agreement.ts'
import { classWords } from './classWords.ts'
import { confusionTotals, type ConfusionTotals } from './confusionTotals.ts'
import { jIndices } from './jIndex.ts'

/**
 * One sentence for each score of a confusion matrix that is undefined, or that leaves beats out: what it was taken as, and
 * what scikit-learn does.
 */
export function notesOnUndefined(matrix: ConfusionMatrix): string[] {
  const totals = confusionTotals(matrix)
  return [...notesOnClasses(totals), ...notesOnAgreement(matrix, totals), ...notesOnJIndex(matrix, totals)]
}

/** Why some classes have no area under a curve, where the beats are all of one class or of fewer classes than there are. */
export function notesOnCurves(matrix: ConfusionMatrix): string[] {
  const { beats, actual } = confusionTotals(matrix)
  const only = actual.findIndex((count) => count === beats)
  if (only >= 0)
    return [
      `All beats are of ${classWords([only])}: no class has a ROC area or an average precision, which need beats on both ` +
        `sides; scikit-learn's roc_auc_score gives NaN with a warning.`,
    ]
  const without = labelsWhere(actual, (count) => count === 0)
  if (without.length === 0) return []
  const [has, them] = without.length === 1 ? ['has', 'it'] : ['have', 'them']
  return [
    `${capitalised(classWords(without))} ${has} no beats: no ROC area and no average precision, and the means leave ${them} ` +
      `out; scikit-learn's roc_auc_score gives NaN and average_precision_score 0, both with a warning.`,
  ]
}

function notesOnClasses({ beats, actual, predicted }: ConfusionTotals): string[] {
  const absent = labelsWhere(actual, (count, label) => count === 0 && predicted[label] === 0)
  const withoutBeats = labelsWhere(actual, (count, label) => count === 0 && predicted[label] !== 0)
  const unpredicted = labelsWhere(predicted, (count, label) => count === 0 && actual[label] !== 0)
  const whole = labelsWhere(actual, (count) => count === beats)
  const notes: string[] = []
  if (absent.length > 0)
    notes.push(
      `${capitalised(classWords(absent))} ${absent.length === 1 ? 'has' : 'have'} neither beats nor predictions: sensitivity, ` +
        `positive predictivity and F1 are undefined and taken as 0, as in scikit-learn with zero_division=0.`,
    )
  if (withoutBeats.length > 0)
    notes.push(
      `${capitalised(classWords(withoutBeats))} ${withoutBeats.length === 1 ? 'has' : 'have'} no beats: sensitivity is ` +
        `undefined and taken as 0, as in scikit-learn's recall_score with zero_division=0.`,
    )
  if (unpredicted.length > 0)
    notes.push(
      `No beat is predicted to be of ${classWords(unpredicted, 'or')}: positive predictivity is undefined ` +
        `and taken as 0, as in scikit-learn's precision_score with zero_division=0.`,
    )
  if (whole.length > 0)
    notes.push(
      `All beats are of ${classWords(whole)}: its specificity is undefined and taken as 0, as in scikit-learn's recall_score ` +
        `of the other beats with zero_division=0.`,
    )
  return notes
}

function notesOnAgreement(matrix: ConfusionMatrix, { beats, actual, predicted }: ConfusionTotals): string[] {
  const notes: string[] = []
  if (matthewsCorrelation(matrix) === null) {
    const sides = [
      ...(actual.includes(beats) ? ['beats'] : []),
      ...(predicted.includes(beats) ? ['predictions'] : []),
    ].join(' and all ')
    notes.push(
      `All ${sides} are of one class: the Matthews correlation is undefined and taken as 0, as in scikit-learn's ` +
        `matthews_corrcoef.`,
    )
  }
  if (cohenKappa(matrix) === null)
    notes.push(
      `All beats and all predictions are of ${classWords([actual.indexOf(beats)])}: Cohen's kappa is undefined and taken as ` +
        `0; scikit-learn's cohen_kappa_score gives NaN, or what its replace_undefined_by says.`,
    )
  return notes
}

function notesOnJIndex(matrix: ConfusionMatrix, { beats, actual }: ConfusionTotals): string[] {
  const { kappa } = jIndices(matrix)
  const unknown = actual[4] ?? 0
  if (unknown === 0) return []
  const notes = [
    `The j and j-kappa index leave out the ${unknown} ${unknown === 1 ? 'beat' : 'beats'} of class Q, as inter-patient ` +
      `studies do; fusion beats taken for V lower its predictivity, and the kappa in j-kappa is over N, S, V and F.`,
  ]
  if (kappa === null && unknown === beats)
    notes.push('No beats are left for the j and j-kappa index, which are taken as 0.')
  else if (kappa === null)
    notes.push('All other beats and their predictions are of one class: the kappa in the j-kappa index is taken as 0.')
  return notes
}

function labelsWhere(counts: readonly number[], holds: (count: number, label: number) => boolean): number[] {
  return counts.flatMap((count, label) => (holds(count, label) ? [label] : []))
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
