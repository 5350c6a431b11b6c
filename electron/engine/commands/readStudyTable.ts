import type { Part } from '../../shared/split.ts'
import { scoreConfusion } from '../../shared/metrics.ts'
import type { StudyTable } from '../../shared/studyTable.ts'
import { buildStudyTable, type FinishedRun } from '../../shared/studyTableBuilder.ts'
import type { StudyEvaluation } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'

/** The table of a study on one part, from what is stored. @throws AppError `not-found`. */
export function readStudyTable(store: Store, studyId: number, part: Part, beatbench: string): StudyTable {
  const study = store.studies.get(studyId)
  const dataSet = store.dataSets.get(study.dataSetId)
  const { licence, attribution } = dataSet.provenance
  const byVariant = Map.groupBy(store.evaluations.listEvaluations(studyId, part), ({ variantId }) => variantId)
  const variants = store.variants.list(studyId).filter(({ archived }) => !archived)
  return buildStudyTable({
    study,
    dataSet: { name: dataSet.name, sha256: dataSet.sha256, beatLength: dataSet.beatLength, licence, attribution },
    split: store.splits.get(study.dataSetId, study.split).summary,
    part,
    variants: variants.map(({ id, name, architecture, published, runs }) => ({
      variantId: id,
      name,
      architecture,
      published,
      finished: (byVariant.get(id) ?? []).map(toFinishedRun),
      // Runs that are extended have scores until they have new ones.
      unfinished: runs.active + runs.waiting + runs.failed - countExtending(byVariant.get(id)),
    })),
    beatbench,
  })
}

function countExtending(evaluations: readonly StudyEvaluation[] = []): number {
  return evaluations.filter(({ isExtending }) => isExtending).length
}

function toFinishedRun(evaluation: StudyEvaluation): FinishedRun {
  const { part, beats, loss, confusion, looks, timesScored, runId, seed, fold } = evaluation
  const { bestEpoch, epochs, scoredEpoch, durationMs, hasWeights, isImported } = evaluation
  const scores = { part, beats, loss, confusion, ...scoreConfusion(confusion), looks, timesScored }
  return { runId, seed, fold, bestEpoch, epochs, scoredEpoch, durationMs, hasWeights, isImported, scores }
}
