import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { runEnvironmentSchema, runUsageSchema } from '../shared/run.ts'
import { parseColumn } from './json.ts'

/** What a finished run was before it was queued to be trained on: to this it goes back where that comes to nothing. */
export const extensionSchema = z.object({
  /** Trained epochs. */
  epochs: z.number().int(),
  reason: z.string().nullable(),
  until: z.number().int().nullable(),
  environment: runEnvironmentSchema.nullable(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  earlierMs: z.number(),
  /** Left out where it was extended before usage was kept. */
  usage: runUsageSchema.nullish(),
})
export type Extension = z.infer<typeof extensionSchema>

/** SQL that makes a run what it was before it was extended, but for its epochs. */
export const asBeforeExtension = `state = 'finished', reason = extension ->> '$.reason', until = extension ->> '$.until',
  environment = extension ->> '$.environment', started_at = extension ->> '$.startedAt',
  ended_at = extension ->> '$.endedAt', earlier_ms = extension ->> '$.earlierMs', usage = extension ->> '$.usage',
  stop_requested = 0, pause_requested = 0, extension = NULL`

/** What a run was before it was extended; null where it is not being extended. */
export type ExtensionReader = (runId: number) => Extension | null

export function createExtensionReader(db: Database): ExtensionReader {
  const one = db.prepare<[number], { extension: string | null }>('SELECT extension FROM runs WHERE id = ?')
  return (runId) => {
    const text = one.get(runId)?.extension ?? null
    return text === null ? null : parseColumn(extensionSchema, text)
  }
}
