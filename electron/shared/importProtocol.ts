import type { ErrorData } from './appError.ts'
import type { Provenance, RecordCounts } from './dataSet.ts'
import type { DataSetComparison } from './dataSetComparison.ts'
import type { ExtractionRule } from './extraction.ts'
import type { SymbolMapping } from './beatSymbol.ts'
import type { WfdbFolder } from './wfdbFolder.ts'

/** How beats are to be cut from the records of a folder. */
export interface RecordsSpec {
  folder: string
  annotator: string
  /** A `beat_index.csv`, plain or gzip, that gives the order of the beats. */
  index: { path: string } | 'in-folder' | null
  rule: ExtractionRule
  /** What differs from EC57. */
  mapping: SymbolMapping
  /** Null: all. */
  records: string[] | null
  skipBad: boolean
  /** By record, where the person is not the one that is known. */
  persons: Readonly<Record<string, string>>
}

/** What an import job is given: source files in, one beats file out. */
export type ImportSpec =
  | { kind: 'kaggle-csv'; trainPath: string; testPath: string; outputPath: string }
  | ({ kind: 'records'; outputPath: string } & RecordsSpec)
  | { kind: 'sample'; outputPath: string }
  | { kind: 'synthetic'; beats: number; seed: number; outputPath: string }

/** What the import program does, one thing in its life. */
export type ImportCommand =
  | { type: 'import'; spec: ImportSpec }
  | { type: 'readFolder'; folder: string; annotator: string }
  /** Two beats files. */
  | { type: 'compare'; a: string; b: string }

export interface ImportedData {
  beats: number
  beatLength: number
  sampleRateHz: number
  classCounts: number[]
  sha256: string
  bytes: number
  provenance: Provenance
  records: RecordCounts[]
}

/** What comes of each command. */
export interface ImportAnswers {
  import: ImportedData
  readFolder: WfdbFolder
  compare: DataSetComparison
}

export type ImportReport =
  | { type: 'progress'; fraction: number; message: string }
  | { type: 'done'; answer: ImportAnswers[keyof ImportAnswers] }
  | { type: 'failed'; error: ErrorData }
