import { z } from 'zod'

/**
 * What client and engine say to each other beside the contract, as JSON-RPC 2.0 over a local socket:
 * requests are named by command, notifications by event, and an error carries `ErrorData` as its data.
 */
export const helloMethod = 'engine.hello'

/** Counts up when an older client or engine could not follow; both then refuse to speak. */
export const wireVersion = 2

/** The engine's answer to the first request of every connection. */
export const helloSchema = z.object({
  wireVersion: z.number().int(),
  beatbench: z.string(),
  pid: z.number().int(),
  databasePath: z.string(),
})
export type Hello = z.infer<typeof helloSchema>

/** JSON-RPC's error number for an application's own failures. */
export const failureNumber = -32000

/** Told over the channel to whoever started an engine: it listens, or why it does not. */
export const startReportSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('already-running') }),
  z.object({
    type: z.literal('failed'),
    error: z.object({ code: z.string(), message: z.string(), hint: z.string().optional() }),
  }),
])
export type StartReport = z.infer<typeof startReportSchema>
