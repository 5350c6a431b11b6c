import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { explainFileError } from '../fileErrors.ts'
import { personOfRecord } from '../sampleSides.ts'

const sumsPath = join(import.meta.dirname, '..', '..', '..', 'resources', 'mitdb', 'SHA256SUMS.txt')

/** Record 102 was annotated anew later; the published heartbeat set was cut by the annotations before. */
export const earlierAnnotations = { record: '102', file: '102-0.atr' } as const

/** SHA-256 of the files of the MIT-BIH Arrhythmia Database, by name. */
export class KnownRecords {
  readonly #sums: ReadonlyMap<string, string>

  /** @throws AppError where the installation is damaged */
  constructor() {
    this.#sums = new Map(
      readSums()
        .trim()
        .split('\n')
        .map((line) => {
          const [sha256 = '', name = ''] = line.split(/\s+/)
          return [name, sha256] as const
        }),
    )
  }

  /** Whether a file is the database's own; null for a name that it does not have. */
  isOwn({ name, sha256 }: { name: string; sha256: string }): boolean | null {
    const known = this.#sums.get(name)
    return known === undefined ? null : known === sha256
  }
}

/** The person behind a record: known of the MIT-BIH Arrhythmia Database, else the record itself. */
export function personOf(record: string, isMitBih: boolean): string {
  return isMitBih ? personOfRecord(record) : record
}

function readSums(): string {
  try {
    return readFileSync(sumsPath, 'latin1')
  } catch (error) {
    throw explainFileError(sumsPath, error)
  }
}
