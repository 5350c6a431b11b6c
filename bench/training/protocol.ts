import { z } from 'zod'

/** What a worker tells of itself when it is ready. */
const factsSchema = z.object({
  parameters: z.number().int(),
  versions: z.record(z.string(), z.string()),
  note: z.string().optional(),
})
export type Facts = z.infer<typeof factsSchema>

const readySchema = factsSchema.extend({ ready: z.literal(true) })
/** One round: steps in seconds by the clock and of processor time. */
export const roundSchema = z.object({ steps: z.number(), seconds: z.number(), cpuSeconds: z.number() })
export type Round = z.infer<typeof roundSchema>
/** The mean losses of the stretches of a check. */
export const checkedSchema = factsSchema.extend({ losses: z.array(z.number()) })
export type Checked = z.infer<typeof checkedSchema>

/** A line that a worker writes. */
export const answerSchema = z.union([readySchema, roundSchema, checkedSchema])
export type Answer = z.infer<typeof answerSchema>
