import type { Database } from 'better-sqlite3'
import type { Artifact, ArtifactRef } from '../artifact.ts'
import type { FileFolder } from '../fileFolder.ts'
import { missingFile } from '../fileStore.ts'
import type { OwnedArtifacts } from './artifactTable.ts'

/** Which epochs of a run have their checkpoint kept; a checkpoint goes with its epoch. */
export interface CheckpointTable {
  add(runId: number, epoch: number, checkpoint: ArtifactRef): void
  /**
   * Keeps what a run needs to go on: the newest checkpoint and, where those weights are the final ones, the best epoch's;
   * of one that is being extended those of its old result too.
   */
  prune(runId: number): void
  /** The same of a run that has finished, to be extended. */
  pruneFinished(runId: number): void
  /**
   * SHA-256 of the checkpoints of the newest epoch and of the one whose weights would be the final ones: the best one's,
   * or the newest again, as the recipe says. Null where the newest has none.
   */
  find(runId: number): { last: string; best: string } | null
  /** What is wrong with the files that a run needs to go on; null where they are whole. Reads them. */
  fault(runId: number): 'missing' | 'damaged' | null
  /** Throws AppError `not-found` naming the file where one is missing. */
  refuseMissing(runId: number): void
}

/** Epochs as a list for `NOT IN`, in which a NULL would match everything. */
const newest = 'SELECT coalesce(max(epoch), 0) FROM epochs WHERE run_id = @runId'
const best = `SELECT coalesce(max(epochs.epoch), 0) FROM epochs JOIN runs ON runs.id = run_id
  JOIN variants ON variants.id = variant_id WHERE run_id = @runId AND is_best AND recipe ->> '$.finalWeights' = 'best'`
const extended = `SELECT extension ->> '$.epochs' FROM runs WHERE id = @runId AND extension IS NOT NULL`
const bestBefore = `${best} AND epochs.epoch <= coalesce((${extended}), 0)`

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
  const pruneFinished = removeOthers([newest, best].join(' UNION '))
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

  function needed(runId: number): Artifact[] {
    const found = find(runId)
    const hashes = found ? [...new Set([found.last, found.best])] : []
    return hashes.map((sha256) => artifacts.find(sha256)).filter((artifact) => artifact !== null)
  }

  const missing = (runId: number) => needed(runId).find(({ sha256 }) => !folder.has(sha256))

  return {
    add(runId, epoch, checkpoint) {
      artifacts.add(checkpoint)
      insert.run(runId, epoch, checkpoint.sha256)
    },
    prune: (runId) => void prune.run({ runId }),
    pruneFinished: (runId) => void pruneFinished.run({ runId }),
    find,
    fault(runId) {
      if (missing(runId)) return 'missing'
      return needed(runId).every(({ sha256 }) => folder.isWhole(sha256)) ? null : 'damaged'
    },
    refuseMissing(runId) {
      const artifact = missing(runId)
      if (artifact) throw missingFile(artifact, folder.pathOf(artifact.sha256))
    },
  }
}
