import type { ErrorData } from './appError.ts'
import type { Provenance, RecordCounts } from './dataSet.ts'

/** What an import job is given: source files in, one beats file out. */
export type ImportSpec =
  | { kind: 'kaggle-csv'; trainPath: string; testPath: string; outputPath: string }
  | { kind: 'sample'; outputPath: string }
  | { kind: 'synthetic'; beats: number; seed: number; outputPath: string }

export type ImportCommand = { type: 'import'; spec: ImportSpec }

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

export type ImportReport =
  | { type: 'progress'; fraction: number; message: string }
  | { type: 'imported'; data: ImportedData }
  | { type: 'failed'; error: ErrorData }
