import type { Architecture } from './architecture.ts'
import { classCount } from './beatClass.ts'
import { summarise } from './networkSummary.ts'
import type { Scores } from './run.ts'
import { partBadge, type Part, type SplitSummary } from './split.ts'
import { estimateMean, estimateMeanOrNull } from './statistics/estimateMean.ts'
import { differencesBySeed, type SeedScore } from './statistics/pairBySeed.ts'
import type { PublishedScore } from './study.ts'
import type { StudyTable, TableRow, TableRun } from './studyTable.ts'

/** A finished run as the table needs it. */
export type FinishedRun = Omit<TableRun, 'difference'>

/** A variant with its finished runs (one a seed, imported ones among them) on the part that the table is of. */
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
  dataSet: { name: string; sha256: string; licence: string; attribution: string }
  split: SplitSummary
  part: Part
  /** In the order of the study. */
  variants: VariantResults[]
  beatbench: string
}

/** One row per variant: means over the seeds trained, and differences to the baseline paired by seed. */
export function buildStudyTable(results: StudyResults): StudyTable {
  const { study, dataSet, split, part } = results
  const classBeats = split.counts[part]
  const baseline = results.variants.find(({ variantId }) => variantId === study.baselineVariantId)
  const baselineScores = baseline ? macroF1Scores(trainedOf(baseline)) : []
  return {
    studyId: study.id,
    studyName: study.name,
    dataSetName: dataSet.name,
    dataSetSha256: dataSet.sha256,
    split: split.kind,
    splitLabel: split.label,
    badge: partBadge(split, part),
    part,
    beats: classBeats.reduce((sum, count) => sum + count, 0),
    classBeats,
    seeds: study.seeds,
    rows: results.variants.map((variant, position) =>
      buildRow(variant, position, variant === baseline, baselineScores),
    ),
    licence: dataSet.licence,
    attribution: dataSet.attribution,
    beatbench: results.beatbench,
  }
}

function buildRow(
  variant: VariantResults,
  position: number,
  isBaseline: boolean,
  baselineScores: readonly SeedScore[],
): TableRow {
  const { blocks, recurrent } = variant.architecture
  const network = summarise(variant.architecture)
  const trained = trainedOf(variant)
  const differences = isBaseline ? trained.map(() => null) : differencesBySeed(macroF1Scores(trained), baselineScores)
  const mean = (read: (scores: Scores) => number) => estimateMeanOrNull(trained.map(({ scores }) => read(scores)))
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
    macroF1: mean((scores) => scores.macroF1),
    weightedF1: mean((scores) => scores.weightedF1),
    accuracy: mean((scores) => scores.accuracy),
    classF1: trained.length === 0 ? null : classMeans(trained),
    difference: estimateMeanOrNull(differences.filter((difference) => difference !== null)),
    published: variant.published,
    runs: trained.map((run, index) => ({ ...run, difference: differences[index] ?? null })),
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
  return [...runs].sort((a, b) => a.seed - b.seed)
}

function macroF1Scores(runs: readonly FinishedRun[]): SeedScore[] {
  return runs.map(({ seed, scores }) => ({ seed, value: scores.macroF1 }))
}

function classMeans(runs: readonly FinishedRun[]): TableRow['classF1'] {
  return Array.from({ length: classCount }, (_, index) =>
    estimateMean(runs.map(({ scores }) => scores.classF1[index] ?? 0)),
  )
}
