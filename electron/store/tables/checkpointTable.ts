import type { Database } from 'better-sqlite3'
import type { ArtifactRef } from '../artifact.ts'
import type { FileFolder } from '../fileFolder.ts'
import { missingFile } from '../fileStore.ts'
import type { OwnedArtifacts } from './artifactTable.ts'

/** Which epochs of a run have their checkpoint kept; a checkpoint goes with its epoch. */
export interface CheckpointTable {
  add(runId: number, epoch: number, checkpoint: ArtifactRef): void
  /**
   * Keeps what a run needs to go on: the newest checkpoint and the best epoch's, and of one that is being extended those
   * of its old result too.
   */
  prune(runId: number): void
  /** Keeps what a finished run needs to be extended: the best epoch's only where those weights are the final ones. */
  pruneFinished(runId: number): void
  /** SHA-256 of the checkpoints of the newest and of the best epoch; null where the newest has none. */
  find(runId: number): { last: string; best: string } | null
  /** False where a checkpoint that a run needs to go on has no file any more. */
  areThere(runId: number): boolean
  /** Throws AppError `not-found` naming the file where one is missing. */
  refuseMissing(runId: number): void
}

/** Epochs as a list for `NOT IN`, in which a NULL would match everything. */
const newest = 'SELECT coalesce(max(epoch), 0) FROM epochs WHERE run_id = @runId'
const best = `${newest} AND is_best`
const extended = `SELECT extension ->> '$.epochs' FROM runs WHERE id = @runId AND extension IS NOT NULL`
const bestBefore = `${best} AND epoch <= coalesce((${extended}), 0)`
const bestWhereFinal = `SELECT coalesce(max(epochs.epoch), 0) FROM epochs JOIN runs ON runs.id = run_id
  JOIN variants ON variants.id = variant_id WHERE run_id = @runId AND is_best AND recipe ->> '$.finalWeights' = 'best'`

export function createCheckpointTable(
  db: Database,
  { artifacts, folder }: { artifacts: OwnedArtifacts; folder: FileFolder },
): CheckpointTable {
  const insert = db.prepare<[number, number, string]>(
    'INSERT INTO checkpoints (run_id, epoch, sha256) VALUES (?, ?, ?)',
  )
  const removeOthers = (epochs: string) =>
    db.prepare<[{ runId: number }]>(`DELETE FROM checkpoints WHERE run_id = @runId AND epoch NOT IN (${epochs})`)
  const prune = removeOthers([newest, best, extended, bestBefore].join(' UNION '))
  const pruneFinished = removeOthers([newest, bestWhereFinal].join(' UNION '))
  const ofEpoch = (epoch: string) =>
    db.prepare<[{ runId: number }], { sha256: string }>(
      `SELECT sha256 FROM checkpoints WHERE run_id = @runId AND epoch = (${epoch})`,
    )
  const ofNewest = ofEpoch(newest)
  const ofBest = ofEpoch(best)

  function find(runId: number): { last: string; best: string } | null {
    const last = ofNewest.get({ runId })?.sha256
    return last === undefined ? null : { last, best: ofBest.get({ runId })?.sha256 ?? last }
  }

  function missing(runId: number): ArtifactRef | undefined {
    const found = find(runId)
    const needed = found ? [found.last, found.best].map((sha256) => artifacts.find(sha256)) : []
    return needed.filter((artifact) => artifact !== null).find((artifact) => !folder.has(artifact.sha256))
  }

  return {
    add(runId, epoch, checkpoint) {
      artifacts.add(checkpoint)
      insert.run(runId, epoch, checkpoint.sha256)
    },
    prune: (runId) => void prune.run({ runId }),
    pruneFinished: (runId) => void pruneFinished.run({ runId }),
    find,
    areThere: (runId) => missing(runId) === undefined,
    refuseMissing(runId) {
      const artifact = missing(runId)
      if (artifact) throw missingFile(artifact, folder.pathOf(artifact.sha256))
    },
  }
}
