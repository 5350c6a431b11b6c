import type { Database } from 'better-sqlite3'
import { AppError } from '../../shared/appError.ts'
import { isRateSpent } from '../../shared/learningRate.ts'
import type { Recipe } from '../../shared/recipe.ts'
import type { Run } from '../../shared/run.ts'
import type { OwnedArtifacts } from './artifactTable.ts'
import type { CheckpointTable } from './checkpointTable.ts'
import { toQueue } from './runRestart.ts'
import type { RunReader } from './runRows.ts'

export interface ExtendOwners {
  reader: RunReader
  artifacts: OwnedArtifacts
  checkpoints: CheckpointTable
  appendLog(id: number, text: string): void
}

/** What the run was, as `extensionSchema` reads it. */
const formerRun = `json_object('epochs', (SELECT count(*) FROM epochs WHERE run_id = @id), 'reason', reason,
  'until', until, 'environment', json(environment), 'startedAt', started_at, 'endedAt', ended_at,
  'earlierMs', earlier_ms, 'usage', json(usage))`

/** Queueing finished runs to be trained on. */
export function createRunExtend(db: Database, { reader, artifacts, checkpoints, appendLog }: ExtendOwners) {
  const update = db.prepare<[{ id: number; epochs: number }]>(
    `UPDATE runs SET extension = ${formerRun}, until = @epochs, ${toQueue} WHERE id = @id AND state = 'finished'`,
  )

  const extend = artifacts.tidying((id: number, epochs: number): Run => {
    const run = reader.get(id)
    refuseExtension(run, epochs)
    refuseSpentRate(run, reader.plan(id).recipe)
    checkpoints.refuseMissing(id)
    update.run({ id, epochs })
    appendLog(
      id,
      `Queued to be trained on, from epoch ${run.epoch} to ${epochs}. Its result stays until there is a new one.`,
    )
    return reader.get(id)
  })

  return { extend }
}

function refuseExtension({ id, state, isImported, hasCheckpoint, epoch }: Run, epochs: number): void {
  if (state !== 'finished')
    throw new AppError('conflict', `Run ${id} is ${state}.`, 'Only finished runs are extended; others are resumed.')
  if (isImported) throw new AppError('conflict', `Run ${id} was not trained here: its weights were imported.`)
  if (!hasCheckpoint)
    throw new AppError(
      'conflict',
      `Run ${id} has no checkpoint to go on from.`,
      'It was trained before checkpoints were kept: duplicate the variant with more epochs and train that.',
    )
  if (epochs <= epoch)
    throw new AppError('bad-input', `Run ${id} has ${epoch} epochs already.`, 'Name more epochs, counted from 1.')
}

function refuseSpentRate({ id, epoch }: Run, recipe: Recipe): void {
  if (isRateSpent(recipe, epoch))
    throw new AppError(
      'bad-input',
      `Run ${id} is at the end of its cosine, ${recipe.epochs} epochs: from there on its learning rate is 0.`,
      'Duplicate the variant with more epochs and train that.',
    )
}
