/** A folder on its way to the server: its own name, and the files directly in it. */
export interface SentFolder {
  name: string
  files: File[]
}

/**
 * What a folder dialog gave. It tells all files below the folder by their paths in it; recordings lie side by side, so what
 * lies deeper is left where it is, and no path goes on from here. Null for an empty folder, of which nothing is told.
 */
export function folderOf(files: readonly Pick<File, 'name' | 'webkitRelativePath'>[]): SentFolder | null {
  const name = files[0]?.webkitRelativePath.split('/')[0]
  if (name === undefined || name === '') return null
  const direct = files.filter((file) => file.webkitRelativePath === `${name}/${file.name}` && isSeen(file.name))
  return { name, files: direct as File[] }
}

/** What a dropped folder holds. @throws DOMException where it cannot be read. */
export async function folderOfEntry(entry: FileSystemDirectoryEntry): Promise<SentFolder> {
  const reader = entry.createReader()
  const found: FileSystemEntry[] = []
  // A reader gives a hundred entries at a time, and none when there are no more.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) break
    found.push(...some)
  }
  const entries = found.filter((one): one is FileSystemFileEntry => one.isFile && isSeen(one.name))
  const files = await Promise.all(
    entries.map((one) => new Promise<File>((resolve, reject) => one.file(resolve, reject))),
  )
  return { name: entry.name, files }
}

function isSeen(name: string): boolean {
  return !name.startsWith('.')
}
