import { parseArgs } from 'node:util'
import { createRandom, type Random } from '../../electron/shared/random.ts'
import { bootstrapMean } from '../../electron/shared/statistics/bootstrapMean.ts'
import { estimateMean } from '../../electron/shared/statistics/estimateMean.ts'
import { intervalsOf, resampleRuns } from '../../electron/shared/statistics/resampledRuns.ts'
import { drawSeeds } from '../../electron/shared/statistics/seedDraws.ts'
import { signFlipTest } from '../../electron/shared/statistics/signFlipTest.ts'
import { macroF1 } from '../../electron/shared/scores/macroF1.ts'
import type { PooledRun } from '../../electron/shared/statistics/poolFolds.ts'
import type { Interval, IntervalMethod } from '../../electron/shared/studyStatistics.ts'
import { classes, drawCounts, drawNetwork, drawPerson, trueScore, type Network } from './population.ts'

/**
 * How often 95 % intervals hold the truth, in simulations where it is known:
 *
 *     node bench/statistics/coverage.ts [--repeats N]
 *
 * Seeds: values from a normal and from a skewed distribution, whose mean is known. Persons and both: made-up persons and
 * networks (`population.ts`); the truth is the mean macro F1 of these networks on all such persons, or of all such networks
 * on all such persons. Nothing is asserted: these are the figures behind the warnings.
 */
const { values: options } = parseArgs({ options: { repeats: { type: 'string', default: '400' } } })
const repeats = Number(options.repeats)
const random = createRandom(1, 'coverage')

const percent = (hits: number, of: number) => `${((100 * hits) / of).toFixed(1)} %`.padStart(8)
const holds = (interval: Interval | null, truth: number) =>
  interval !== null && interval[0] <= truth && truth <= interval[1]

/** Mean 0 both; the skewed one as a few seeds that end far below the others. */
const distributions: Record<string, (random: Random) => number> = {
  normal: (source) => source.nextNormal(),
  skewed: (source) => Math.exp(0.5) - Math.exp(source.nextNormal()),
}

console.log('Mean over seeds: how often the interval holds it, and how often p <= 0.05 where nothing differs')
console.log('values  distribution  Student t  bootstrap  sign flips')
for (const [name, draw] of Object.entries(distributions))
  for (const n of [3, 5, 6, 8, 10, 20]) {
    const trials = 10 * repeats
    const count = { t: 0, bootstrap: 0, flips: 0 }
    for (let trial = 0; trial < trials; trial++) {
      const values = Array.from({ length: n }, () => draw(random))
      count.t += Number(holds(estimateMean(values).interval, 0))
      count.bootstrap += Number(holds(bootstrapMean(values, drawSeeds(n > 8 ? 1000 : 0, n, random)), 0))
      // Under the null hypothesis a pair is two draws alike.
      const differences = values.map((value) => value - draw(random))
      if (n <= 10) count.flips += Number(signFlipTest(differences, random)!.p <= 0.05)
    }
    const flips = n <= 10 ? percent(count.flips, trials) : '       –'
    console.log(
      `${String(n).padStart(6)}  ${name.padEnd(12)}  ${percent(count.t, trials)}   ${percent(count.bootstrap, trials)}   ${flips}`,
    )
  }

const methods: readonly IntervalMethod[] = ['seeds-t', 'seeds-bootstrap', 'patients', 'both']

function pooledRun(seed: number, counts: Int32Array): PooledRun {
  const confusion = classes.map((actual) =>
    classes.map((predicted) =>
      counts.reduce((sum, n, cell) => sum + (cell % 25 === actual * 5 + predicted ? n : 0), 0),
    ),
  )
  return { key: String(seed), seed, score: macroF1(confusion, classes), clusterCounts: counts, runs: [] }
}

function simulate(persons: number, networks: readonly Network[], randomSeed: number) {
  const people = Array.from({ length: persons }, () => drawPerson(random))
  const runs = networks.map((network, seed) => pooledRun(seed, drawCounts(people, network, random)))
  const all = resampleRuns(runs, { resamples: 1000, randomSeed, classes, mostSeeds: runs.length })
  return intervalsOf(
    runs.map((run) => all.scoreOf(run)),
    all.draws,
  )
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
const everyTruth = mean(Array.from({ length: 2000 }, () => trueScore(drawNetwork(random), 200, random)))

console.log(
  `\nMacro F1 over seeds and persons (its mean over all is ${everyTruth.toFixed(4)}): how often the interval holds`,
)
console.log('persons  seeds  the truth                           ' + methods.map((name) => name.padStart(16)).join(''))
for (const persons of [8, 22, 48])
  for (const seeds of [2, 3, 5, 10]) {
    const hits = { these: [0, 0, 0, 0], all: [0, 0, 0, 0] }
    for (let trial = 0; trial < repeats; trial++) {
      const networks = Array.from({ length: seeds }, () => drawNetwork(random))
      const intervals = simulate(persons, networks, trial)
      const truth = mean(networks.map((network) => trueScore(network, 2000, random)))
      methods.forEach((method, index) => {
        hits.these[index]! += Number(holds(intervals[method], truth))
        hits.all[index]! += Number(holds(intervals[method], everyTruth))
      })
    }
    const line = (name: string, counts: readonly number[]) =>
      `${String(persons).padStart(7)}  ${String(seeds).padStart(5)}  ${name.padEnd(36)}${counts.map((n) => percent(n, repeats).padStart(16)).join('')}`
    console.log(line('of these networks on all persons', hits.these))
    console.log(line('of all networks on all persons', hits.all))
  }
