import type { DataSet, Provenance, RecordCounts } from '../shared/dataSet.ts'
import type { Explanation } from '../shared/explanation.ts'
import type { Part, SplitSummary } from '../shared/split.ts'
import type { NewVariant, Study, Variant } from '../shared/study.ts'
import type { Settings } from '../shared/system.ts'
import type { ArtifactRef, ArtifactTable, ExportChoice, FileStore } from './artifact.ts'
import type { Deletable } from './deletable.ts'
import type { EvaluationTable, RunTable } from './runs.ts'

export interface NewDataSet {
  name: string
  beats: number
  beatLength: number
  sampleRateHz: number
  classCounts: number[]
  provenance: Provenance
  records: RecordCounts[]
  file: ArtifactRef
  splits: NewSplit[]
}

export interface NewSplit {
  summary: SplitSummary
  file: ArtifactRef
}

export interface DataSetTable extends Deletable {
  list(): DataSet[]
  /** Throws AppError `not-found`. */
  get(id: number): DataSet
  /** Null when no data set is called so (exactly). */
  findByName(name: string): DataSet | null
  /** `name`, or `name (2)` and so on: the first one that is free. */
  freeName(name: string): string
  /** Data set and splits in one transaction. Throws `conflict` when the name is taken. */
  insert(dataSet: NewDataSet): DataSet
  rename(id: number, name: string): void
  archive(id: number, archived: boolean): void
  /** SHA-256 of its excerpt (see `shared/beatsFile.ts`); null where it has none. */
  excerpt(id: number): string | null
  /** Delete throws `conflict` naming the studies that use it. */
}

export interface SplitTable {
  /** SHA-256 of the split's file (see `files.materialise`) and its summary. Throws `not-found`. */
  get(dataSetId: number, key: string): { summary: SplitSummary; sha256: string }
  list(dataSetId: number): SplitSummary[]
  /** One more of a data set. Throws `conflict` where it has one of this key. */
  insert(dataSetId: number, split: NewSplit): SplitSummary
  /** Throws `conflict` naming the studies that use it. */
  delete(dataSetId: number, key: string): void
}

export interface NewStudy {
  name: string
  dataSetId: number
  split: string
  seeds: number[]
  variants: NewVariant[]
  /** Position in `variants`; the first when left out. */
  baseline?: number
}

export interface StudyTable extends Deletable {
  list(): Study[]
  /** Throws `not-found`. */
  get(id: number): Study
  findByName(name: string): Study | null
  freeName(name: string): string
  /** Study, variants and baseline in one transaction. Throws `conflict` when the name is taken, `not-found` without data. */
  insert(study: NewStudy): Study
  rename(id: number, name: string): void
  archive(id: number, archived: boolean): void
  setSeeds(id: number, seeds: number[]): void
  setBaseline(id: number, variantId: number): void
}

export interface VariantChange {
  name?: string | undefined
  architecture?: NewVariant['architecture'] | undefined
  recipe?: NewVariant['recipe'] | undefined
  archived?: boolean | undefined
}

export interface VariantTable extends Deletable {
  /** In order of position. */
  list(studyId: number): Variant[]
  get(id: number): Variant
  /** At the end of the study; becomes the baseline when it is the first. */
  insert(studyId: number, variant: NewVariant): Variant
  /** Throws `conflict` when design or recipe would change under existing runs. */
  update(id: number, change: VariantChange): Variant
  /** `variantIds` must be all variants of the study, in their new order. */
  reorder(studyId: number, variantIds: number[]): void
}

export interface ExplanationTable {
  /** Null when no such map is stored. Without class the predicted one, without layer the first. `isStored` is true. */
  find(request: {
    runId: number
    part: Part
    row: number
    targetClass?: number | undefined
    layer?: string | undefined
  }): Explanation | null
  /** Replaces a map of the same run, part, row, method, layer and class. Signal and map are kept as float32. */
  save(explanation: Explanation): void
  /** The layers that have a stored map of the same beat for the same class, in the network's order. */
  layers(explanation: Explanation): string[]
  /** Source rows that have a stored map, ascending. */
  rows(runId: number, part: Part): number[]
  /** Stored maps of the part, by row. */
  list(runId: number, part: Part): Explanation[]
}

export interface SettingTable {
  /** What the user has chosen; the engine fills in the others. */
  get(): Partial<Settings>
  /** Undefined leaves a setting as it is. */
  update(change: { [K in keyof Settings]?: Settings[K] | undefined }): void
  /** Any other small value that must outlive the engine, e.g. `queue.isPaused`. Undefined when never set. */
  read(key: string): unknown
  write(key: string, value: unknown): void
}

export type JournalNoun = 'dataset' | 'study' | 'variant' | 'run' | 'database'

export interface JournalEntry {
  at: string
  what: string
  noun: JournalNoun
  id: number | null
  details: Record<string, unknown>
}

export interface JournalTable {
  append(entry: Omit<JournalEntry, 'at'>): void
  /** Newest first. */
  list(limit?: number): JournalEntry[]
  /** A look at single beats of a run's part (predictions, maps): counted beside the score. */
  appendLook(runId: number, part: Part, how: string): void
  countLooks(runId: number, part: Part): number
  /** How often a run was trained on and scored again. */
  countExtensions(runId: number): number
}

/** Everything the engine keeps. Times are ISO 8601 in UTC. Failures a user can act on are AppErrors. */
export interface Store {
  readonly path: string
  readonly filesPath: string
  dataSets: DataSetTable
  splits: SplitTable
  studies: StudyTable
  variants: VariantTable
  runs: RunTable
  evaluations: EvaluationTable
  explanations: ExplanationTable
  artifacts: ArtifactTable
  settings: SettingTable
  journal: JournalTable
  files: FileStore
  /** What was tidied away when the store was opened. */
  sweep: { temporaryFiles: number; unreferencedFiles: number; freedBytes: number }
  /** All or nothing; may be nested. The function must not be async. */
  transaction<T>(fn: () => T): T
  /** Database and its WAL on disk. */
  databaseBytes(): number
  diskFreeBytes(): number
  /** Rows that name a missing file and the like, in words, for Settings. */
  warnings(): string[]
  /**
   * Writes a copy that needs no folder beside it; see `referenceCopy.ts`, whose `copyReference(from, to)` is the way
   * back. Throws AppError `not-found`, `disk-full` or `read-only`.
   */
  exportSelfContained(target: string, choice: ExportChoice): void
  close(): void
}
