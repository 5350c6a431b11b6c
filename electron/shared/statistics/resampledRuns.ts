import { createRandom } from '../random.ts'
import type { Interval, Intervals } from '../studyStatistics.ts'
import { bootstrapMean } from './bootstrapMean.ts'
import { packCounts } from './clusterCounts.ts'
import { estimateMean } from './estimateMean.ts'
import type { PooledRun } from './poolFolds.ts'
import { percentileInterval } from './quantile.ts'
import { resampleClusters } from './resampleClusters.ts'
import { drawSeeds, resampledMeans, type SeedDraws } from './seedDraws.ts'

/** A score, or a difference of two, with what it becomes in each resample of persons; null without persons. */
export interface ResampledScore {
  score: number
  resampled: Float64Array | null
}

/** All pooled runs of a study on one set of resamples. */
export interface ResampledRuns {
  draws: SeedDraws
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
 * Scores all pooled runs on the same resamples of persons, and draws the seeds of each resample. Persons without beats in the
 * part are not drawn.
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
    draws: drawSeeds(resamples, mostSeeds, createRandom(randomSeed, 'statistics seeds')),
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
 * `both`: each resample draws persons and seeds, independently (Owen 2007's pigeonhole bootstrap, a little too wide as the
 * chance in a score that belongs to neither is drawn with both).
 */
export function intervalsOf(scores: readonly ResampledScore[], draws: SeedDraws): Intervals {
  const values = scores.map(({ score }) => score)
  const resampled = scores.flatMap((score) => score.resampled ?? [])
  const hasPersons = resampled.length === scores.length
  return {
    'seeds-t': estimateMean(values).interval,
    'seeds-bootstrap': bootstrapMean(values, draws),
    patients: hasPersons ? patientsInterval(resampled) : null,
    both: hasPersons && scores.length > 1 ? bothInterval(resampled, draws) : null,
  }
}

function patientsInterval(resampled: readonly Float64Array[]): Interval {
  const means = new Float64Array(resampled[0]!.length)
  for (const scores of resampled) for (let b = 0; b < means.length; b++) means[b]! += scores[b]! / resampled.length
  return percentileInterval(means)
}

function bothInterval(resampled: readonly Float64Array[], draws: SeedDraws): Interval {
  return percentileInterval(resampledMeans(draws, resampled.length, (seed, b) => resampled[seed]![b]!))
}
