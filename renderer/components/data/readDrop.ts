import type { DroppedFolder } from '../../../electron/shared/contract/bridge.ts'

/** What was dropped on the window: files, or a folder. */
export interface Drop {
  files: File[]
  folder: DroppedFolder | null
}

/** To be called within the event: the browser forgets what was dropped when it is over. */
export function readDrop(transfer: DataTransfer | null): Drop {
  const drop: Drop = { files: [], folder: null }
  for (const item of transfer?.items ?? []) {
    const entry = item.webkitGetAsEntry()
    const file = item.getAsFile()
    if (file === null) continue
    if (entry?.isDirectory) drop.folder ??= { file, entry: entry as FileSystemDirectoryEntry }
    else drop.files.push(file)
  }
  return drop
}
