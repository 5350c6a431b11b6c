import type { Architecture } from './architecture.ts'
import { classCount } from './beatClass.ts'
import { headlineF1 } from './headline.ts'
import { summarise } from './networkSummary.ts'
import { scoreConfusion, type ConfusionScores } from './metrics.ts'
import { foldsPerRepeat, partBadge, partCounts, type Part, type SplitSummary } from './split.ts'
import { estimateMean, estimateMeanOrNull } from './statistics/estimateMean.ts'
import { groupFolds } from './statistics/groupFolds.ts'
import { sumMatrices } from './statistics/poolFolds.ts'
import { differencesBySeed, type SeedScore } from './statistics/pairBySeed.ts'
import type { PublishedScore } from './study.ts'
import type { StudyTable, TableRow, TableRun } from './studyTable.ts'

/** A finished run as the table needs it. */
export type FinishedRun = Omit<TableRun, 'difference'>

/** A variant with its finished runs (one a seed and fold, imported ones among them) on the part that the table is of. */
export interface VariantResults {
  variantId: number
  name: string
  architecture: Architecture
  published: PublishedScore | null
  finished: FinishedRun[]
  unfinished: number
}

/** All that a study table is made from. */
export interface StudyResults {
  study: { id: number; name: string; baselineVariantId: number | null; seeds: number[] }
  dataSet: { name: string; sha256: string; beatLength: number; licence: string; attribution: string }
  split: SplitSummary
  part: Part
  /** In the order of the study. */
  variants: VariantResults[]
  beatbench: string
}

/** One row per variant: means over the seeds (and folds) trained, and differences to the baseline paired by them. */
export function buildStudyTable(results: StudyResults): StudyTable {
  const { study, dataSet, split, part } = results
  const classBeats = partCounts(split, part)
  const baseline = results.variants.find(({ variantId }) => variantId === study.baselineVariantId)
  const { headlineClasses, folds } = split
  const shared = {
    baseline: baseline ? trainedOf(baseline) : [],
    beatLength: dataSet.beatLength,
    headlineClasses,
    foldsPerRepeat: foldsPerRepeat(split),
  }
  return {
    studyId: study.id,
    studyName: study.name,
    dataSetName: dataSet.name,
    dataSetSha256: dataSet.sha256,
    split: split.key,
    splitLabel: split.label,
    badge: partBadge(split, part),
    part,
    beats: classBeats.reduce((sum, count) => sum + count, 0),
    classBeats,
    headlineClasses,
    foldCount: folds.length,
    foldsPerRepeat: shared.foldsPerRepeat,
    seeds: study.seeds,
    rows: results.variants.map((variant, position) =>
      buildRow(variant, { ...shared, position, isBaseline: variant === baseline }),
    ),
    licence: dataSet.licence,
    attribution: dataSet.attribution,
    beatbench: results.beatbench,
  }
}

/** What a row needs to know of the rest of its study. */
interface RowContext {
  position: number
  isBaseline: boolean
  /** Its trained runs. */
  baseline: readonly FinishedRun[]
  beatLength: number
  headlineClasses: readonly number[]
  foldsPerRepeat: number
}

/** Scores of one seed: of one run, or of the folds of one repeat together, `fold` being the first of them. */
interface SeedScores {
  seed: number
  fold: number
  scores: ConfusionScores
}

/** Folds test disjoint patients: those of a seed and repeat make one confusion matrix, which is scored (see `poolFolds`). */
function poolScores(runs: readonly FinishedRun[], ofRepeat: number): readonly SeedScores[] {
  if (ofRepeat === 1) return runs
  return groupFolds(runs, ofRepeat).used.map(({ runs: [first, ...others] }) => ({
    seed: first!.seed,
    fold: first!.fold,
    scores: scoreConfusion(sumMatrices([first!, ...others].map(({ scores }) => scores.confusion))),
  }))
}

function buildRow(variant: VariantResults, context: RowContext): TableRow {
  const { position, isBaseline, beatLength, headlineClasses, foldsPerRepeat } = context
  const { blocks, recurrent } = variant.architecture
  const network = summarise(variant.architecture, beatLength)
  const trained = trainedOf(variant)
  const pooled = poolScores(trained, foldsPerRepeat)
  const headlineOf = (runs: readonly SeedScores[]) => headlineScores(runs, headlineClasses)
  const differencesOf = (runs: readonly SeedScores[], others: readonly SeedScores[]) =>
    isBaseline ? runs.map(() => null) : differencesBySeed(headlineOf(runs), headlineOf(others))
  const runDifferences = differencesOf(trained, context.baseline)
  const differences = differencesOf(pooled, poolScores(context.baseline, foldsPerRepeat))
  const mean = (read: (scores: ConfusionScores) => number) =>
    estimateMeanOrNull(pooled.map(({ scores }) => read(scores)))
  return {
    variantId: variant.variantId,
    name: variant.name,
    isBaseline,
    position,
    depth: blocks.length,
    filters: blocks.map(({ filters }) => filters),
    kernelSizes: blocks.map(({ kernelSize }) => kernelSize),
    recurrent: recurrent.map(({ cell, units, bidirectional }) => ({ cell, units, bidirectional })),
    parameters: network.parameters.total,
    macs: network.macs,
    headline: mean((scores) => headlineF1(scores, headlineClasses)),
    macroF1: mean((scores) => scores.macroF1),
    weightedF1: mean((scores) => scores.weightedF1),
    accuracy: mean((scores) => scores.accuracy),
    classF1: pooled.length === 0 ? null : classMeans(pooled),
    difference: estimateMeanOrNull(differences.filter((difference) => difference !== null)),
    published: variant.published,
    runs: trained.map((run, index) => ({ ...run, difference: runDifferences[index] ?? null })),
    imported: bySeed(variant.finished.filter(({ isImported }) => isImported)).map((run) => ({
      ...run,
      difference: null,
    })),
    unfinished: variant.unfinished,
  }
}

function trainedOf({ finished }: VariantResults): FinishedRun[] {
  return bySeed(finished.filter(({ isImported }) => !isImported))
}

function bySeed(runs: readonly FinishedRun[]): FinishedRun[] {
  return [...runs].sort((a, b) => a.seed - b.seed || a.fold - b.fold)
}

function headlineScores(runs: readonly SeedScores[], classes: readonly number[]): SeedScore[] {
  return runs.map(({ seed, fold, scores }) => ({ seed, fold, value: headlineF1(scores, classes) }))
}

function classMeans(runs: readonly SeedScores[]): TableRow['classF1'] {
  return Array.from({ length: classCount }, (_, index) =>
    estimateMean(runs.map(({ scores }) => scores.classF1[index] ?? 0)),
  )
}
