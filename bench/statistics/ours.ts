import { createRandom } from '../../electron/shared/random.ts'
import { adjustHolm } from '../../electron/shared/statistics/adjustHolm.ts'
import { bootstrapMean } from '../../electron/shared/statistics/bootstrapMean.ts'
import { packCounts, weightedMacroF1 } from '../../electron/shared/statistics/clusterCounts.ts'
import { computeStatistics } from '../../electron/shared/statistics/computeStatistics.ts'
import { correctedTTest } from '../../electron/shared/statistics/correctedTTest.ts'
import { estimateMean } from '../../electron/shared/statistics/estimateMean.ts'
import { mcnemarP } from '../../electron/shared/statistics/mcnemarTest.ts'
import { practicalEquivalence } from '../../electron/shared/statistics/practicalEquivalence.ts'
import { drawSeeds } from '../../electron/shared/statistics/seedDraws.ts'
import { signFlipTest } from '../../electron/shared/statistics/signFlipTest.ts'
import { countsByPerson, runOf, type Cases } from './drawCases.ts'

/** Numbers by the name of what they are, in the order in which `reference.py` gives them. */
export type Numbers = Record<string, number[]>

/** What is exact: it has to agree to rounding. */
export function exactNumbers(cases: Cases): Numbers {
  const noDraws = drawSeeds(0, 0, createRandom(1))
  const { persons, times } = cases
  const packed = persons.predicted.map((run) =>
    packCounts(countsByPerson(persons, run), [...times[0]!.keys()], persons.classes),
  )
  return {
    "Student's t interval": cases.samples.flatMap((values) => estimateMean(values).interval ?? []),
    'bootstrap of a mean, all resamples': cases.samples.flatMap((values) => bootstrapMean(values, noDraws) ?? []),
    'sign-flip permutation test': cases.samples.map((values) => signFlipTest(values, createRandom(1))!.p),
    'corrected resampled t-test': cases.folds.map(({ values, ratio }) => correctedTTest(values, ratio)!.p),
    'correlated Bayesian t-test': cases.folds.flatMap(({ values, ratio }) => {
      const { worse, equivalent, better } = practicalEquivalence(values, ratio)!
      return [worse, equivalent, better]
    }),
    "McNemar's test": cases.discordant.map(mcnemarP),
    "Holm's adjustment": cases.families.flatMap((family) => adjustHolm(family).map((p) => p ?? NaN)),
    'macro F1 of resampled persons': times.flatMap((counts) =>
      packed.map((run) => weightedMacroF1(run, Float64Array.from(counts))),
    ),
  }
}

/** Intervals that stand on drawn resamples: of the first variant, the second, and their paired difference. */
export function drawnNumbers({ persons }: Cases): Numbers {
  const runs = persons.predicted.map((predicted, index) => runOf(persons, predicted, index % 2))
  const variants = [runs.slice(0, 2), runs.slice(2)].map((ofVariant, index) => ({
    variantId: index + 1,
    name: `Variant ${index + 1}`,
    factors: {},
    runs: ofVariant,
  }))
  const { variants: found } = computeStatistics({
    variants,
    baselineId: 1,
    headlineClasses: persons.classes,
    foldsPerRepeat: 1,
    testToTrain: null,
    sharedPersons: 0,
  })
  const intervals = [found[0]!.intervals, found[1]!.intervals, found[1]!.comparison!.intervals]
  return {
    'bootstrap over patients': intervals.flatMap(({ patients }) => patients!),
    "Student's t over seeds, bootstrap over patients": intervals.flatMap(({ both }) => both!),
  }
}
