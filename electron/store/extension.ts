import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { runEnvironmentSchema } from '../shared/run.ts'
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
})
export type Extension = z.infer<typeof extensionSchema>

/** What a run was before it was extended; null where it is not being extended. */
export type ExtensionReader = (runId: number) => Extension | null

export function createExtensionReader(db: Database): ExtensionReader {
  const one = db.prepare<[number], { extension: string | null }>('SELECT extension FROM runs WHERE id = ?')
  return (runId) => {
    const text = one.get(runId)?.extension ?? null
    return text === null ? null : parseColumn(extensionSchema, text)
  }
}
