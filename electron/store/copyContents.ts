import type { Database } from 'better-sqlite3'
import { decodeSafetensors, encodeSafetensors } from '../shared/safetensors.ts'
import type { ArtifactKind, Excerpt } from './artifact.ts'
import { sha256Of } from './hash.ts'
import { timestamp } from './json.ts'

/** Rewrites logits that a self-contained copy carries in float16, under the hash of the new bytes. */
export function halveLogits(copy: Database): void {
  const logits = copy
    .prepare<[], { sha256: string; content: Buffer }>(
      `SELECT sha256, content FROM artifacts WHERE kind = 'logits' AND content IS NOT NULL`,
    )
    .all()
  const rename = copy.prepare<[string, string]>('UPDATE evaluations SET logits_sha256 = ? WHERE logits_sha256 = ?')
  const remove = copy.prepare<[string]>('DELETE FROM artifacts WHERE sha256 = ?')
  for (const { sha256, content } of logits) {
    const tensor = decodeSafetensors(content, 'The file of logits').tensors.get('logits')
    if (tensor?.dtype !== 'F32') continue
    const half = encodeSafetensors({ logits: { ...tensor, dtype: 'F16', data: Float16Array.from(tensor.data) } })
    rename.run(addContent(copy, 'logits', half), sha256)
    remove.run(sha256)
  }
}

/** Puts an excerpt of a data set into a self-contained copy. */
export function addExcerpt(copy: Database, { dataSetId, beats, content }: Excerpt): void {
  copy
    .prepare<[string, number, number]>('UPDATE data_sets SET excerpt_sha256 = ?, excerpt_beats = ? WHERE id = ?')
    .run(addContent(copy, 'beats', content), beats, dataSetId)
}

/** Puts bytes into the database itself; answers their hash. */
function addContent(copy: Database, kind: ArtifactKind, content: Uint8Array): string {
  const sha256 = sha256Of(content)
  copy
    .prepare<[string, string, number, string, Uint8Array]>(
      'INSERT INTO artifacts (sha256, kind, bytes, created_at, content) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
    )
    .run(sha256, kind, content.byteLength, timestamp(), content)
  return sha256
}
