import { createRandom } from '../random.ts'
import type { Intervals } from '../studyStatistics.ts'
import { bootstrapMean } from './bootstrapMean.ts'
import { packCounts } from './clusterCounts.ts'
import { estimateMean } from './estimateMean.ts'
import type { PooledRun } from './poolFolds.ts'
import { percentileInterval } from './quantile.ts'
import { resampleClusters } from './resampleClusters.ts'
import { drawSeeds, type SeedDraws } from './seedDraws.ts'
import { seedsAndPatientsInterval } from './seedsAndPatientsInterval.ts'
import { drawStudent, type StudentDraws } from './studentDraws.ts'

/** A score, or a difference of two, with what it becomes in each resample of persons; null without persons. */
export interface ResampledScore {
  score: number
  resampled: Float64Array | null
}

/** What the intervals of all variants are drawn with. */
export interface IntervalDraws {
  seeds: SeedDraws
  student: StudentDraws
}

/** All pooled runs of a study on one set of resamples. */
export interface ResampledRuns {
  draws: IntervalDraws
  /** Persons that have beats in the part; null where they are not known. */
  persons: number | null
  scoreOf(run: PooledRun): ResampledScore
}

interface ResampleOptions {
  resamples: number
  randomSeed: number
  classes: readonly number[]
  /** The most seeds (and repeats) of any variant. */
  mostSeeds: number
}

const cellsPerPerson = 25

/**
 * Scores all pooled runs on the same resamples of persons, and has ready what intervals over seeds draw. Persons without beats
 * in the part are not drawn.
 */
export function resampleRuns(
  runs: readonly PooledRun[],
  { resamples, randomSeed, classes, mostSeeds }: ResampleOptions,
): ResampledRuns {
  const counted = runs.filter(({ clusterCounts }) => clusterCounts !== null)
  const persons = personsWithBeats(counted)
  const sets = counted.map(({ clusterCounts }) => packCounts(clusterCounts!, persons, classes))
  const canResample = persons.length >= 2
  const scores = canResample ? resampleClusters(sets, resamples, createRandom(randomSeed, 'statistics persons')) : []
  const resampled = new Map(counted.map((run, index) => [run, scores[index] ?? null]))
  return {
    draws: {
      seeds: drawSeeds(resamples, mostSeeds, createRandom(randomSeed, 'statistics seeds')),
      student: drawStudent(resamples, createRandom(randomSeed, 'statistics student')),
    },
    persons: counted.length > 0 ? persons.length : null,
    scoreOf: (run) => ({ score: run.score, resampled: resampled.get(run) ?? null }),
  }
}

function personsWithBeats(runs: readonly PooledRun[]): number[] {
  const counts = runs.map(({ clusterCounts }) => clusterCounts!)
  const rows = Array.from({ length: (counts[0]?.length ?? 0) / cellsPerPerson }, (_, person) => person)
  const hasBeats = (person: number): boolean =>
    counts.some((count) => count.subarray(person * cellsPerPerson, (person + 1) * cellsPerPerson).some((n) => n > 0))
  return rows.filter(hasBeats)
}

/** A variant's score minus the baseline's, also in each resample. */
export function differenceOf(variant: ResampledScore, baseline: ResampledScore): ResampledScore {
  const other = baseline.resampled
  return {
    score: variant.score - baseline.score,
    resampled: other && variant.resampled && variant.resampled.map((value, b) => value - other[b]!),
  }
}

/**
 * 95 % intervals of the mean of scores (or paired differences) over seeds:
 * `seeds-t`: Student's t; `seeds-bootstrap`: see `bootstrapMean`. Both are of further seeds on the same split.
 * `patients`: percentiles of that mean over resamples of persons, seeds as they are: of further persons, for these networks.
 * `both`: see `seedsAndPatientsInterval`; of further seeds on further persons.
 */
export function intervalsOf(scores: readonly ResampledScore[], draws: IntervalDraws): Intervals {
  const values = scores.map(({ score }) => score)
  const seeds = estimateMean(values)
  const means = resampledMeans(scores)
  return {
    'seeds-t': seeds.interval,
    'seeds-bootstrap': bootstrapMean(values, draws.seeds),
    patients: means && percentileInterval(means.slice()),
    both: means && seedsAndPatientsInterval(seeds, means, draws.student),
  }
}

/** The mean over seeds in each resample of persons; null where one has none. */
function resampledMeans(scores: readonly ResampledScore[]): Float64Array | null {
  const resampled = scores.flatMap((score) => score.resampled ?? [])
  if (resampled.length < scores.length) return null
  const means = new Float64Array(resampled[0]!.length)
  for (const ofSeed of resampled) for (let b = 0; b < means.length; b++) means[b]! += ofSeed[b]! / resampled.length
  return means
}
