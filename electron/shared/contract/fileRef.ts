import { z } from 'zod'

/** A file or folder that a command reads. The command line names paths; a page only has tokens from a dialog or an upload. */
export const fileRefSchema = z.union([z.object({ path: z.string() }), z.object({ token: z.string() })])

export type FileRef = z.infer<typeof fileRefSchema>
