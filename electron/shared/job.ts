import { z } from 'zod'

/** A long piece of work that is not a training: an import, a check. */
export const jobSchema = z.object({
  id: z.number().int(),
  kind: z.enum(['import', 'generate', 'repeat']),
  title: z.string(),
  state: z.enum(['running', 'finished', 'failed', 'cancelled']),
  fraction: z.number(),
  message: z.string(),
  error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }).nullable(),
  /** The data set made, when finished. */
  dataSetId: z.number().int().nullable(),
  /** The run that is repeated. */
  runId: z.number().int().nullable(),
})
export type Job = z.infer<typeof jobSchema>
