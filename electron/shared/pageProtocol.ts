import { z } from 'zod'
import type { ErrorData } from './appError.ts'
import type { ConnectionState, MenuAction } from './contract/bridge.ts'
import type { EventName } from './contract/events.ts'

/**
 * What passes between a page and its host (`beatbench serve` over a WebSocket, Electron's main process over IPC).
 * Either relays commands to the engine through the same gate; what only a host can do is a {@link HostRequest}.
 */

/** Largest figure or table a page may ask to be saved. */
const maximumSavedBytes = 64 * 2 ** 20

/** A file name without any way out of its folder. */
const plainNameSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\\p{Cc}]+$/u, 'A file name holds no slashes.')
  .refine((name) => name !== '.' && name !== '..', 'A file has a name of its own.')

export const openDatabaseSchema = z.union([
  z.strictObject({ token: z.string() }),
  z.strictObject({ create: plainNameSchema }),
  z.strictObject({ dialog: z.literal(true) }),
])

export const hostRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('listOfferedFiles') }),
  z.strictObject({ kind: z.literal('chooseDataFiles') }),
  z.strictObject({ kind: z.literal('chooseWeightsFile') }),
  z.strictObject({ kind: z.literal('chooseIndexFile') }),
  z.strictObject({ kind: z.literal('chooseFolder') }),
  z.strictObject({ kind: z.literal('listOfferedFolders') }),
  /** A place for the files of a folder, which a browser sends one by one. */
  z.strictObject({ kind: z.literal('openSentFolder'), name: plainNameSchema }),
  z.strictObject({ kind: z.literal('forgetSent'), token: z.string() }),
  z.strictObject({
    kind: z.literal('saveFile'),
    name: plainNameSchema,
    mediaType: z.string().max(100),
    content: z.union([z.string().max(maximumSavedBytes), z.instanceof(Uint8Array)]),
  }),
  z.strictObject({ kind: z.literal('listDatabases') }),
  z.strictObject({ kind: z.literal('openDatabase'), request: openDatabaseSchema }),
])
export type HostRequest = z.infer<typeof hostRequestSchema>
export type OpenDatabaseRequest = z.infer<typeof openDatabaseSchema>

/** One question of a page over the WebSocket. Command names and inputs are checked by the gate, not here. */
export const pageQuestionSchema = z.union([
  z.strictObject({ id: z.number().int(), command: z.string(), input: z.unknown() }),
  z.strictObject({ id: z.number().int(), host: z.unknown() }),
])
export type PageQuestion = z.infer<typeof pageQuestionSchema>

/** The answer to a question: failures are data, so that code and hint survive the border. */
export type PageAnswer = { ok: true; value: unknown } | { ok: false; error: ErrorData }

/** What a host tells its pages unasked. `reload`: another database is open. */
export type PageNews =
  | { type: 'event'; event: EventName; data: unknown }
  | { type: 'connection'; state: ConnectionState }
  | { type: 'menu'; action: MenuAction }
  | { type: 'reload' }

/** Every message from the server to a page. */
export type ServerMessage = { type: 'answer'; id: number; answer: PageAnswer } | PageNews

/** What Electron's preload script puts at `window.beatbench`. */
export interface PreloadApi {
  invoke(command: string, input: unknown): Promise<PageAnswer>
  askHost(request: HostRequest): Promise<PageAnswer>
  addDroppedFiles(files: File[]): Promise<PageAnswer>
  addDroppedFolder(folder: File): Promise<PageAnswer>
  onNews(listener: (news: PageNews) => void): () => void
}
