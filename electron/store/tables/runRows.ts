import type { Database } from 'better-sqlite3'
import { architectureSchema } from '../../shared/architecture.ts'
import { scoreConfusion } from '../../shared/metrics.ts'
import { summarise } from '../../shared/networkSummary.ts'
import { recipeSchema } from '../../shared/recipe.ts'
import {
  runEnvironmentSchema,
  runUsageSchema,
  type Epoch,
  type Run,
  type RunDetail,
  type RunState,
} from '../../shared/run.ts'
import { foldOf, partBadge, splitKeySchema, splitSummarySchema, type Part } from '../../shared/split.ts'
import { parseColumn } from '../json.ts'
import type { RunPlan } from '../runs.ts'
import type { SplitTable } from '../store.ts'
import type { CheckpointTable } from './checkpointTable.ts'
import { confusionSchema, durationMsOf, type OwnedEvaluations } from './evaluationTable.ts'
import { notFound } from './names.ts'
import type { RepetitionTable } from './repetitionTable.ts'

interface Row {
  id: number
  study_id: number
  study_name: string
  variant_id: number
  variant_name: string
  seed: number
  fold: number
  fold_count: number
  /** What of the split's summary says how its scores are to be read. */
  split_facts: string
  state: RunState
  reason: string | null
  position: number
  stop_requested: number
  pause_requested: number
  archived: number
  weights_sha256: string | null
  imported_from: string | null
  extension: string | null
  created_at: string
  started_at: string | null
  ended_at: string | null
  earlier_ms: number
  has_checkpoint: number
  has_maps: number
  epoch: number
  epochs: number
  train_loss: number | null
  last_macro_f1: number | null
  best_epoch: number | null
  best_loss: number | null
  validation_confusion: string | null
  test_confusion: string | null
}

interface DetailRow {
  variant_id: number
  study_id: number
  seed: number
  fold: number
  architecture: string
  recipe: string
  architecture_hash: string
  recipe_hash: string
  environment: string | null
  usage: string | null
  data_set_id: number
  beat_length: number
  data_set_name: string
  data_sha256: string
  split: string
  split_sha256: string
  until: number | null
  epochs: number
  initial_weights_sha256: string | null
  imported_from: string | null
}

const macroF1Of = (confusion: string | null): number | null =>
  confusion === null ? null : scoreConfusion(parseColumn(confusionSchema, confusion)).macroF1

/** Without its folds, which may be many and large. */
const splitFactsSchema = splitSummarySchema.pick({
  badge: true,
  persons: true,
  validationSharedPersons: true,
  headlineClasses: true,
})

function splitFactsOf(column: string): Pick<Run, 'badge' | 'validationBadge' | 'headlineClasses'> {
  const facts = parseColumn(splitFactsSchema, column)
  const { badge, headlineClasses } = facts
  return { badge, validationBadge: partBadge(facts, 'validation'), headlineClasses }
}

const toRun = (row: Row): Run => ({
  id: row.id,
  studyId: row.study_id,
  studyName: row.study_name,
  variantId: row.variant_id,
  variantName: row.variant_name,
  seed: row.seed,
  fold: row.fold,
  foldCount: row.fold_count,
  state: row.state,
  reason: row.reason,
  position: row.position,
  epoch: row.epoch,
  epochs: row.epochs,
  epochProgress: 0,
  trainLoss: row.train_loss,
  bestEpoch: row.best_epoch,
  bestValidationLoss: row.best_loss,
  // While a run is extended it has scores, but of an epoch before.
  validationMacroF1: (row.extension === null ? macroF1Of(row.validation_confusion) : null) ?? row.last_macro_f1,
  testMacroF1: macroF1Of(row.test_confusion),
  ...splitFactsOf(row.split_facts),
  remainingMs: null,
  isRemainingAtMost: false,
  waitsFor: null,
  durationMs: durationMsOf(row),
  hasWeights: row.weights_sha256 !== null,
  hasMaps: row.has_maps === 1,
  hasCheckpoint: row.has_checkpoint === 1,
  stopRequested: row.stop_requested === 1,
  pauseRequested: row.pause_requested === 1,
  isImported: row.imported_from !== null,
  archived: row.archived === 1,
  createdAt: row.created_at,
  startedAt: row.started_at,
  endedAt: row.ended_at,
})

const selectRun = `SELECT runs.*, variants.study_id, variants.name AS variant_name, studies.name AS study_name,
    coalesce(runs.until, variants.recipe ->> '$.epochs') AS epochs,
    json_array_length(splits.summary, '$.folds') AS fold_count,
    json_object('badge', splits.summary -> '$.badge', 'persons', splits.summary -> '$.persons',
      'validationSharedPersons', splits.summary -> '$.validationSharedPersons',
      'headlineClasses', splits.summary -> '$.headlineClasses') AS split_facts,
    EXISTS (SELECT 1 FROM explanations WHERE run_id = runs.id) AS has_maps,
    EXISTS (SELECT 1 FROM checkpoints WHERE run_id = runs.id AND checkpoints.epoch = latest.epoch) AS has_checkpoint,
    (SELECT count(*) FROM epochs WHERE run_id = runs.id) AS epoch,
    latest.train_loss, latest.validation_macro_f1 AS last_macro_f1,
    best.epoch AS best_epoch, best.validation_loss AS best_loss,
    validation.confusion AS validation_confusion, test.confusion AS test_confusion
  FROM runs JOIN variants ON variants.id = runs.variant_id JOIN studies ON studies.id = variants.study_id
  JOIN splits ON splits.data_set_id = studies.data_set_id AND splits.key = studies.split
  LEFT JOIN epochs AS latest ON latest.run_id = runs.id
    AND latest.epoch = (SELECT max(epoch) FROM epochs WHERE run_id = runs.id)
  LEFT JOIN epochs AS best ON best.run_id = runs.id
    AND best.epoch = coalesce(iif(runs.extension IS NULL, runs.best_epoch, NULL), (SELECT max(epoch) FROM epochs WHERE run_id = runs.id AND is_best))
  LEFT JOIN evaluations AS validation ON validation.run_id = runs.id AND validation.part = 'validation'
  LEFT JOIN evaluations AS test ON test.run_id = runs.id AND test.part = 'test'`

const selectDetail = `SELECT runs.variant_id, variants.study_id, runs.seed, runs.fold, variants.architecture, variants.recipe,
    variants.architecture_hash, variants.recipe_hash, runs.environment, runs.usage,
    data_sets.id AS data_set_id, data_sets.beat_length, data_sets.name AS data_set_name, data_sets.sha256 AS data_sha256,
    studies.split, splits.sha256 AS split_sha256, runs.until, runs.initial_weights_sha256, runs.imported_from,
    (SELECT count(*) FROM epochs WHERE run_id = runs.id) AS epochs
  FROM runs JOIN variants ON variants.id = runs.variant_id JOIN studies ON studies.id = variants.study_id
  JOIN data_sets ON data_sets.id = studies.data_set_id
  JOIN splits ON splits.data_set_id = studies.data_set_id AND splits.key = studies.split
  WHERE runs.id = ?`

const sum = (counts: readonly number[]): number => counts.reduce((total, n) => total + n, 0)

const prepareStatements = (db: Database) => {
  const filtered = db.prepare<[{ studyId: number | null; states: string | null }], Row>(
    `${selectRun} WHERE (@studyId IS NULL OR variants.study_id = @studyId)
       AND (@states IS NULL OR runs.state IN (SELECT value FROM json_each(@states))) ORDER BY runs.id`,
  )
  const one = db.prepare<[number], Row>(`${selectRun} WHERE runs.id = ?`)
  const bySeed = db.prepare<[number, number, number], Row>(
    `${selectRun} WHERE runs.variant_id = ? AND runs.seed = ? AND runs.fold = ?`,
  )
  const first = db.prepare<[], Row>(`${selectRun} WHERE runs.state = 'queued' ORDER BY runs.position, runs.id LIMIT 1`)
  const work = db.prepare<[number], DetailRow>(selectDetail)
  const curve = db.prepare<[number], Epoch>(
    `SELECT epoch, train_loss AS trainLoss, validation_loss AS validationLoss, validation_accuracy AS validationAccuracy,
       validation_macro_f1 AS validationMacroF1, learning_rate AS learningRate, duration_ms AS durationMs
     FROM epochs WHERE run_id = ? ORDER BY epoch`,
  )
  const log = db.prepare<[number], { at: string; text: string }>(
    'SELECT at, text FROM run_log WHERE run_id = ? ORDER BY id',
  )
  return { filtered, one, bySeed, first, work, curve, log }
}

const toPlan = (runId: number, row: DetailRow, checkpoint: RunPlan['checkpoint']): RunPlan => ({
  runId,
  studyId: row.study_id,
  variantId: row.variant_id,
  dataSetId: row.data_set_id,
  split: splitKeySchema.parse(row.split),
  seed: row.seed,
  fold: row.fold,
  architecture: parseColumn(architectureSchema, row.architecture),
  recipe: parseColumn(recipeSchema, row.recipe),
  dataSha256: row.data_sha256,
  splitSha256: row.split_sha256,
  until: row.until,
  epochs: row.epochs,
  checkpoint,
  initialWeightsSha256: row.initial_weights_sha256,
  importedFrom: row.imported_from,
})

/** What a run is read with. */
export interface RunReaderOwners {
  evaluations: OwnedEvaluations
  splits: SplitTable
  checkpoints: CheckpointTable
  repetitions: RepetitionTable
}

export type RunReader = ReturnType<typeof createRunReader>

/** Reading runs: rows in, `Run`, `RunDetail` and `RunPlan` out. */
export function createRunReader(db: Database, owners: RunReaderOwners) {
  const { evaluations, splits, checkpoints, repetitions } = owners
  const { filtered, one, bySeed, first, work, curve, log } = prepareStatements(db)

  function get(id: number): Run {
    const row = one.get(id)
    if (!row) throw notFound('run', id)
    return toRun(row)
  }

  function workOf(id: number): DetailRow {
    const row = work.get(id)
    if (!row) throw notFound('run', id)
    return row
  }

  function detail(id: number): RunDetail {
    const row = workOf(id)
    const architecture = parseColumn(architectureSchema, row.architecture)
    const split = splitKeySchema.parse(row.split)
    const { counts } = foldOf(splits.get(row.data_set_id, split).summary, row.fold)
    const sizeOf = (part: Part) => sum(counts[part])
    return {
      ...get(id),
      architecture,
      recipe: parseColumn(recipeSchema, row.recipe),
      architectureHash: row.architecture_hash,
      recipeHash: row.recipe_hash,
      dataSetName: row.data_set_name,
      dataSetSha256: row.data_sha256,
      split,
      partSizes: { train: sizeOf('train'), validation: sizeOf('validation'), test: sizeOf('test') },
      parameters: summarise(architecture, row.beat_length).parameters.total,
      environment: row.environment === null ? null : parseColumn(runEnvironmentSchema, row.environment),
      usage: row.usage === null ? null : parseColumn(runUsageSchema, row.usage),
      curve: curve.all(id),
      scores: evaluations.scores(id),
      repetitions: repetitions.list(id),
      log: log.all(id),
    }
  }

  const orNull = (row: Row | undefined): Run | null => (row ? toRun(row) : null)

  return {
    list: (filter: { studyId?: number | undefined; states?: readonly RunState[] | undefined } = {}): Run[] => {
      const states = filter.states ? JSON.stringify(filter.states) : null
      return filtered.all({ studyId: filter.studyId ?? null, states }).map(toRun)
    },
    get,
    detail,
    plan: (id: number): RunPlan => toPlan(id, workOf(id), checkpoints.find(id)),
    limit: (id: number): number | null => workOf(id).until,
    find: (variantId: number, seed: number, fold = 0): Run | null => orNull(bySeed.get(variantId, seed, fold)),
    nextQueued: (): Run | null => orNull(first.get()),
  }
}
