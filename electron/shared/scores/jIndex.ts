import { beatClasses } from '../beatClass.ts'
import type { ConfusionMatrix } from '../metrics.ts'
import { cohenKappa } from './agreement.ts'
import { classRates } from './classRates.ts'

export interface JIndices {
  /** Sensitivity and positive predictivity of S and of V, added up: 0..4. */
  jIndex: number
  /** Half of kappa and an eighth of the j index: at most 1. */
  jKappaIndex: number
  /** Kappa over the beats that count here; null where it is undefined, and taken as 0 in `jKappaIndex`. */
  kappa: number | null
}

/**
 * The j index, Se_S + Se_V + P+_S + P+_V, and the j-kappa index, kappa / 2 + j / 8, by which inter-patient studies choose
 * and rank classifiers: Mar, Zaunseder, Martinez, Llamedo and Poll, "Optimization of ECG classification by means of feature
 * selection", IEEE Transactions on Biomedical Engineering 58(8), 2011, https://doi.org/10.1109/TBME.2011.2113395.
 *
 * Their usual convention, and the one taken here: kappa is Cohen's without weights, over the classes N, S, V and F. Beats of
 * class Q are left out, of j as well, as in the code of Mondejar-Guerra and others (2019,
 * https://doi.org/10.1016/j.bspc.2018.08.007; `evaluation_AAMI.py` of github.com/mondejar/ecg-classification), whose
 * figure 0.612 for the confusion matrix of de Chazal and others (2004) a test reproduces. Where published code and papers
 * differ, the plain reading is taken:
 *
 * - A beat of N, S, V or F that is taken for Q is a miss. Classifiers of four classes have no such beats, and the
 *   published code drops them from tables of five.
 * - A fusion beat taken for V lowers P+_V. ANSI/AAMI EC57 neither rewards nor punishes it, and published code is divided;
 *   for the matrix above, P+_V is 0.817 instead of 0.819.
 *
 * @param matrix `[actual][predicted]` of the five classes N, S, V, F, Q
 */
export function jIndices(matrix: ConfusionMatrix): JIndices {
  const scored = withoutUnknownBeats(matrix)
  const rates = classRates(scored).filter(({ label }) => beatClasses[label] === 'S' || beatClasses[label] === 'V')
  const jIndex = rates.reduce((sum, rate) => sum + rate.sensitivity + rate.positivePredictivity, 0)
  const kappa = cohenKappa(scored)
  return { jIndex, jKappaIndex: (kappa ?? 0) / 2 + jIndex / 8, kappa }
}

function withoutUnknownBeats(matrix: ConfusionMatrix): ConfusionMatrix {
  return matrix.map((row, label) => (beatClasses[label] === 'Q' ? row.map(() => 0) : row))
}
