import { z } from 'zod'
import type { CommandName, Input, Output } from './commands.ts'
import type { EventData, EventName } from './events.ts'

/** All that the renderer sees of the world: the engine's commands and events, and a few things only a host can do. */
export interface Bridge {
  invoke<C extends CommandName>(command: C, input: Input<C>): Promise<Output<C>>
  /** Ends with a function that takes the listener away. */
  on<E extends EventName>(event: E, listener: (data: EventData<E>) => void): () => void
  /** `lost` when the engine died, `ready` when it is there (again). */
  onConnection(listener: (state: ConnectionState) => void): () => void
  host: Host
}

export type ConnectionState = 'ready' | 'lost' | 'restarting'

/** A file the user chose, known to the page by a token only. */
export const chosenFileSchema = z.object({ token: z.string(), name: z.string(), bytes: z.number() })
/** A folder the user chose, likewise; `headers` is how many files in it end in .hea, each a record or a segment of one. */
export const chosenFolderSchema = z.object({ token: z.string(), name: z.string(), headers: z.number() })
export const databaseEntrySchema = z.object({
  token: z.string(),
  path: z.string(),
  bytes: z.number(),
  isOpen: z.boolean(),
})
export type ChosenFile = z.infer<typeof chosenFileSchema>
export type ChosenFolder = z.infer<typeof chosenFolderSchema>
export type DatabaseEntry = z.infer<typeof databaseEntrySchema>

/** A folder dropped on the window: Electron finds its path by the file, a browser reads its files by the entry. */
export interface DroppedFolder {
  file: File
  entry: FileSystemDirectoryEntry
}

/** How far sending to a server is, 0..1, and how the user breaks it off. */
export interface Sending {
  onProgress(fraction: number): void
  signal: AbortSignal
}

export interface Host {
  kind: 'electron' | 'browser'
  /** CSV files chosen in a dialog (Electron) or uploaded (browser); empty when the user changed their mind. */
  chooseDataFiles(onProgress?: (fraction: number) => void): Promise<ChosenFile[]>
  /** A safetensors file of weights, chosen likewise; null when the user changed their mind. */
  chooseWeightsFile(onProgress?: (fraction: number) => void): Promise<ChosenFile | null>
  /** The same for files of either kind dropped on the window. */
  addDroppedFiles(files: File[], onProgress?: (fraction: number) => void): Promise<ChosenFile[]>
  /** Data files in the folders that `serve --data` named; empty in Electron. */
  listOfferedFiles(): Promise<ChosenFile[]>
  /** A CSV file that tells the order of beats, chosen likewise; null when the user changed their mind. */
  chooseIndexFile(onProgress?: (fraction: number) => void): Promise<ChosenFile | null>
  /**
   * A folder of recordings chosen in a dialog (Electron), or whose files are sent (browser): those directly in it.
   * Null when the user changed their mind. Throws AppError `bad-file` where no record is in it.
   */
  chooseFolder(sending: Sending): Promise<ChosenFolder | null>
  /** The same for a folder dropped on the window. */
  addDroppedFolder(folder: DroppedFolder, sending: Sending): Promise<ChosenFolder>
  /** Folders of recordings among those that `serve --data` named, and directly in them; empty in Electron. */
  listOfferedFolders(): Promise<ChosenFolder[]>
  /** Removes what was sent for an import that does not take place. Files and folders that were not sent stay as they are. */
  forgetSent(token: string): Promise<void>
  /** Save dialog (Electron) or download (browser). Ends with false when the user changed their mind. */
  saveFile(file: { name: string; mediaType: string; content: string | Uint8Array }): Promise<boolean>
  /** Databases that can be opened: recent ones and those in the data folder. */
  listDatabases(): Promise<DatabaseEntry[]>
  /** Opens another database (the host restarts the window on it); without a token, asks with a dialog where the host has one. */
  openDatabase(request: { token: string } | { create: string } | { dialog: true }): Promise<boolean>
  /** Items chosen in the native menu (Electron): the page does what the same shortcut does. Never called in a browser. */
  onMenu(listener: (action: MenuAction) => void): () => void
}

/** What the native menu asks a page to do. */
export type MenuAction =
  | 'commands'
  | 'go-data'
  | 'go-design'
  | 'go-runs'
  | 'go-compare'
  | 'go-explain'
  | 'settings'
  | 'import'
  | 'launch'
  | 'pause'
  | 'export'
  | 'undo'
  | 'redo'
  | 'shortcuts'
