import { classCount } from '../../shared/beatClass.ts'
import type { BeatsFile } from '../../shared/beatsFile.ts'
import { foldsPerRepeat, type Part, type SplitSummary } from '../../shared/split.ts'
import { designFactors } from '../../shared/statistics/designFactors.ts'
import type { StatisticsInput, StatisticsRun } from '../../shared/statistics/statisticsInput.ts'
import type { StudyEvaluation } from '../../store/runs.ts'
import type { EngineContext } from '../context.ts'

type Parts = Pick<EngineContext, 'store' | 'library'>

/** Beats of one fold's part: their labels, and the person of each as an index; null where persons are not known. */
interface FoldBeats {
  labels: Uint8Array
  persons: Uint16Array | null
  personCount: number
}

/** All that the statistics of a study's trained runs are made from, out of stored predictions. */
export function gatherStatistics(
  { store, library }: Parts,
  studyId: number,
  part: Part,
): Omit<StatisticsInput, 'resamples' | 'region'> {
  const study = store.studies.get(studyId)
  const { summary } = store.splits.get(study.dataSetId, study.split)
  const evaluations = store.evaluations.listEvaluations(studyId, part).filter(({ isImported }) => !isImported)
  const beats = evaluations.length > 0 ? library.beats(study.dataSetId) : null
  const folds = new Map<number, FoldBeats>()
  const foldBeats = (fold: number): FoldBeats | null => {
    if (!beats) return null
    const place = { dataSetId: study.dataSetId, split: study.split, fold }
    const found = folds.get(fold) ?? beatsOf(beats, library.rows(place, part))
    folds.set(fold, found)
    return found
  }
  const byVariant = Map.groupBy(evaluations, ({ variantId }) => variantId)
  const toRun = (evaluation: StudyEvaluation): StatisticsRun => {
    const predicted = store.evaluations.get(evaluation.runId, part)?.predicted ?? null
    const { seed, fold, confusion } = evaluation
    const ofFold = foldBeats(fold)
    return {
      seed,
      fold,
      confusion,
      labels: ofFold?.labels ?? null,
      predicted,
      clusterCounts: ofFold && predicted ? countByPerson(ofFold, predicted) : null,
    }
  }
  return {
    variants: store.variants
      .list(studyId)
      .filter(({ archived }) => !archived)
      .map(({ id, name, architecture, recipe }) => ({
        variantId: id,
        name,
        factors: designFactors({ architecture, recipe }),
        runs: (byVariant.get(id) ?? []).map(toRun),
      })),
    baselineId: study.baselineVariantId,
    headlineClasses: summary.headlineClasses,
    foldsPerRepeat: foldsPerRepeat(summary),
    testToTrain: summary.folds.length > 1 ? testToTrain(summary) : null,
    sharedPersons: part === 'test' ? summary.sharedPersons : summary.validationSharedPersons,
  }
}

function beatsOf({ labels, record, metadata }: BeatsFile, rows: Uint32Array): FoldBeats {
  const names = [...new Set(metadata.persons)]
  const personOf = metadata.persons.map((person) => names.indexOf(person))
  const isKnown = names.length > 0 && rows.every((row) => personOf[record[row]!] !== undefined)
  return {
    labels: Uint8Array.from(rows, (row) => labels[row]!),
    persons: isKnown ? Uint16Array.from(rows, (row) => personOf[record[row]!]!) : null,
    personCount: names.length,
  }
}

/** [persons, 25] confusion counts. */
function countByPerson({ labels, persons, personCount }: FoldBeats, predicted: Uint8Array): Int32Array | null {
  if (!persons) return null
  const cells = classCount * classCount
  const counts = new Int32Array(personCount * cells)
  for (let i = 0; i < labels.length; i++) counts[persons[i]! * cells + labels[i]! * classCount + predicted[i]!]!++
  return counts
}

function testToTrain({ folds }: SplitSummary): number {
  const beats = (part: Part) => folds.reduce((sum, { counts }) => sum + counts[part].reduce((a, b) => a + b, 0), 0)
  return beats('test') / beats('train')
}
