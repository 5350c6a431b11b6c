import { z } from 'zod'
import { jobSchema } from '../job.ts'
import { epochSchema, runSchema } from '../run.ts'
import { systemStatusSchema } from '../system.ts'

/** Everything the engine tells its clients unasked. Names are `noun.change`. */
export const events = {
  /** A run changed state or moved on; at most four a second for progress. */
  'run.change': runSchema,
  'run.epoch': z.object({ runId: z.number().int(), epoch: epochSchema }),
  'run.log': z.object({ runId: z.number().int(), at: z.string(), text: z.string() }),
  /** Runs, variants, studies or data sets came, went or were renamed: read the list again. */
  'list.change': z.object({
    noun: z.enum(['run', 'variant', 'study', 'dataset', 'settings']),
    studyId: z.number().int().optional(),
  }),
  'job.change': jobSchema,
  'system.change': systemStatusSchema,
} as const

export type Events = typeof events
export type EventName = keyof Events
export type EventData<E extends EventName> = z.infer<Events[E]>
