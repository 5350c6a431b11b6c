import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { scoreConfusion } from '../../shared/metrics.ts'
import type { Scores } from '../../shared/run.ts'
import type { Part } from '../../shared/split.ts'
import { parseColumn } from '../json.ts'
import type { Evaluation, EvaluationTable, NewEvaluation, StudyEvaluation } from '../runs.ts'
import type { JournalTable } from '../store.ts'
import type { OwnedArtifacts } from './artifactTable.ts'

interface Row {
  run_id: number
  variant_id: number
  seed: number
  fold: number
  part: Part
  beats: number
  loss: number
  confusion: string
  predicted: Buffer
  logits_sha256: string | null
}

interface StudyRow extends Omit<Row, 'predicted' | 'logits_sha256'> {
  best_epoch: number | null
  epochs: number
  final_epoch: number | null
  started_at: string | null
  ended_at: string | null
  earlier_ms: number
  weights_sha256: string | null
  is_imported: number
  is_extending: number
}

/** Counts `[actual][predicted]` as they are stored. */
export const confusionSchema = z.array(z.array(z.number().int()))

/** Evaluations, and how a run's end adds and another beginning removes them. */
export interface OwnedEvaluations extends EvaluationTable {
  add(runId: number, evaluation: NewEvaluation): void
  removeAll(runId: number): void
  /** Scores of all evaluated parts, with the looks that the journal counts. */
  scores(runId: number): Scores[]
}

interface Times {
  started_at: string | null
  ended_at: string | null
  earlier_ms: number
}

/** Milliseconds that a run took, with what its epochs took before it was resumed; null while it has no end. */
export function durationMsOf({ started_at, ended_at, earlier_ms }: Times): number | null {
  if (started_at === null || ended_at === null) return null
  return Math.round(earlier_ms) + Math.max(0, Date.parse(ended_at) - Date.parse(started_at))
}

const scored = (row: Omit<Row, 'predicted' | 'logits_sha256'>) => ({
  runId: row.run_id,
  variantId: row.variant_id,
  seed: row.seed,
  fold: row.fold,
  part: row.part,
  beats: row.beats,
  loss: row.loss,
  confusion: parseColumn(confusionSchema, row.confusion),
})

/** A column of a run, as it was before the run is trained on. */
const beforeExtension = (field: string, column: string): string =>
  `iif(extension IS NULL, ${column}, extension ->> '$.${field}') AS ${column}`

const prepareStatements = (db: Database) => {
  const select = `SELECT evaluations.*, runs.variant_id, runs.seed, runs.fold FROM evaluations JOIN runs ON runs.id = evaluations.run_id`
  const one = db.prepare<[number, Part], Row>(`${select} WHERE run_id = ? AND part = ?`)
  const ofRun = db.prepare<[number], Pick<Row, 'part' | 'beats' | 'loss' | 'confusion'>>(
    `SELECT part, beats, loss, confusion FROM evaluations WHERE run_id = ?
     ORDER BY CASE part WHEN 'train' THEN 0 WHEN 'validation' THEN 1 ELSE 2 END`,
  )
  const ofStudy = db.prepare<[number, Part], StudyRow>(
    `SELECT run_id, runs.variant_id, seed, fold, part, evaluations.beats, loss, confusion, best_epoch, weights_sha256, final_epoch,
       imported_from IS NOT NULL AS is_imported, extension IS NOT NULL AS is_extending, ${beforeExtension('startedAt', 'started_at')},
       ${beforeExtension('endedAt', 'ended_at')}, ${beforeExtension('earlierMs', 'earlier_ms')},
       coalesce(extension ->> '$.epochs', (SELECT count(*) FROM epochs WHERE epochs.run_id = runs.id)) AS epochs
     FROM evaluations JOIN runs ON runs.id = evaluations.run_id JOIN variants ON variants.id = runs.variant_id
     WHERE variants.study_id = ? AND part = ? AND (runs.state = 'finished' OR extension IS NOT NULL)
       AND NOT runs.archived AND NOT variants.archived
     ORDER BY variants.position, runs.seed, runs.fold`,
  )
  const insert = db.prepare(
    `INSERT INTO evaluations (run_id, part, beats, loss, confusion, predicted, logits_sha256)
     VALUES (@runId, @part, @beats, @loss, @confusion, @predicted, @logitsSha256)`,
  )
  const remove = db.prepare<[number]>('DELETE FROM evaluations WHERE run_id = ?')
  return { one, ofRun, ofStudy, insert, remove }
}

export function createEvaluationTable(
  db: Database,
  { artifacts, journal }: { artifacts: OwnedArtifacts; journal: JournalTable },
): OwnedEvaluations {
  const { one, ofRun, ofStudy, insert, remove } = prepareStatements(db)

  const timesScored = (runId: number) => 1 + journal.countExtensions(runId)

  const toStudyEvaluation = (row: StudyRow): StudyEvaluation => ({
    ...scored(row),
    bestEpoch: row.best_epoch,
    epochs: row.epochs,
    scoredEpoch: row.final_epoch,
    durationMs: durationMsOf(row),
    hasWeights: row.weights_sha256 !== null,
    isImported: row.is_imported === 1,
    looks: journal.countLooks(row.run_id, row.part),
    timesScored: timesScored(row.run_id),
    isExtending: row.is_extending === 1,
  })

  return {
    get(runId, part): Evaluation | null {
      const row = one.get(runId, part)
      if (!row) return null
      return { ...scored(row), predicted: new Uint8Array(row.predicted), logitsSha256: row.logits_sha256 }
    },
    known: (runId, part) => ({ looks: journal.countLooks(runId, part), timesScored: timesScored(runId) }),
    listEvaluations: (studyId, part) => ofStudy.all(studyId, part).map(toStudyEvaluation),
    add(runId, { part, loss, confusion, predicted, logits }) {
      if (logits) artifacts.add(logits)
      insert.run({
        runId,
        part,
        beats: predicted.length,
        loss,
        confusion: JSON.stringify(confusion),
        predicted: Buffer.from(Uint8Array.from(predicted)),
        logitsSha256: logits?.sha256 ?? null,
      })
    },
    removeAll: (runId) => void remove.run(runId),
    scores: (runId) =>
      ofRun.all(runId).map(({ part, beats, loss, confusion: text }) => {
        const confusion = parseColumn(confusionSchema, text)
        const looks = journal.countLooks(runId, part)
        return { part, beats, loss, confusion, ...scoreConfusion(confusion), looks, timesScored: timesScored(runId) }
      }),
  }
}
