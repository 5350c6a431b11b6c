import type { Drop } from './readDrop.ts'

/** What is imported: original recordings, or the two CSV files of the published set. */
export type ImportKind = 'recordings' | 'csv'

/** What was dropped: a folder holds recordings, and so do files that belong to one. */
export function kindOfDrop({ files, folder }: Drop): ImportKind {
  if (folder) return 'recordings'
  return files.some(({ name }) => /\.csv(\.gz)?$/i.test(name)) ? 'csv' : 'recordings'
}
