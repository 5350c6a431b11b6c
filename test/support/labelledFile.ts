import { unknownRecord, unknownSample, type BeatsFile } from '../../electron/shared/beatsFile.ts'

/** A file of nothing but labels, parts and records. */
export function labelledFile(
  labels: number[],
  { parts = [], records = [], persons = records, record = [] }: FileParts = {},
  publishedSplitPersons?: { shared: number; all: number },
): BeatsFile {
  const count = labels.length
  return {
    count,
    length: 1,
    beats: new Float32Array(count),
    labels: Uint8Array.from(labels),
    sourcePart: Uint8Array.from(labels, (_, row) => parts[row] ?? 0),
    sourceRow: Uint32Array.from(labels, (_, row) => row),
    record: Uint16Array.from(labels, (_, row) => record[row] ?? unknownRecord),
    recordSample: new Uint32Array(count).fill(unknownSample),
    metadata: {
      sampleRateHz: 120,
      records,
      persons,
      licence: '',
      attribution: '',
      ...(publishedSplitPersons ? { publishedSplitPersons } : {}),
    },
  }
}

export interface FileParts {
  parts?: number[]
  records?: string[]
  persons?: string[]
  record?: number[]
}
