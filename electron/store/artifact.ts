/** What a large thing is, so that a missing one can be told, and made again, in words. */
export type ArtifactKind = 'beats' | 'split' | 'weights' | 'logits' | 'checkpoint'

/** A large thing that was put into the files folder. Handing it to a table's function makes its row. */
export interface ArtifactRef {
  sha256: string
  bytes: number
  kind: ArtifactKind
}

export interface Artifact extends ArtifactRef {
  /** True where the database itself carries the bytes. */
  isInDatabase: boolean
}

/** Large things beside the database, named by SHA-256. A row for one is made by handing its ref to a table's function. */
export interface FileStore {
  readonly path: string
  /** A new empty folder on the same disk, for what a job writes; what is left there goes at the next start. */
  temporaryFolder(): string
  removeTemporary(folder: string): void
  /**
   * Takes a finished file over (it is gone from `source`): hashed, fsynced, renamed. It stays until a row names it, also
   * when the last row that names the same bytes goes meanwhile.
   */
  putFile(source: string, kind: ArtifactKind): Promise<ArtifactRef>
  putBytes(bytes: Uint8Array, kind: ArtifactKind): ArtifactRef
  /** Says that no new row will name what was put: it goes, unless another row names the same bytes. */
  release(ref: ArtifactRef): void
  /** Where the file of a hash lies, or would lie: it may be missing. */
  pathOf(sha256: string): string
  /** True when a file or the database has the bytes. */
  has(sha256: string): boolean
  /** The bytes, from file or database. Throws AppError `not-found` telling which and what to do. */
  readArtifact(sha256: string): Uint8Array
  /** A path to the bytes for another process; written out first where only the database has them. Throws `not-found`. */
  materialise(sha256: string): string
  /** Artifacts that a row names and nobody has, but for data sets with an excerpt: those were left out on purpose. */
  listMissingFiles(): Artifact[]
}

/** Some beats of a data set, in a file as `shared/beatsFile.ts` tells, with the samples of so many `beats`. */
export interface Excerpt {
  dataSetId: number
  beats: number
  content: Uint8Array
}

/** What a self-contained copy carries. */
export interface ExportChoice {
  /**
   * Whose bytes go into the database. Weights and logits left out are as if never kept, and so are all checkpoints; data
   * stays named, to be made again.
   */
  includes(artifact: Artifact): boolean
  /** Marks the studies as those that ship with the program. */
  isReference: boolean
  /** Writes logits in float16, half their size. */
  halvesLogits?: boolean
  /** Of data sets whose beats are not included. */
  excerpts?: readonly Excerpt[]
}

export interface ArtifactTable {
  /** Null when there is no such row. */
  find(sha256: string): Artifact | null
  list(): Artifact[]
  /** Those that must have a file. */
  listInFiles(): Artifact[]
  /** True when a file or the database has the bytes. */
  has(sha256: string): boolean
  /** Bytes kept in the database; null when they are in a file. Throws `not-found` for an unknown hash. */
  content(sha256: string): Uint8Array | null
}
