import { AppError } from '../shared/appError.ts'
import type { Provenance } from '../shared/dataSet.ts'

type Part = 'train' | 'test'
type Note = Provenance['notes'][number]

const publishedNote = (part: Part): Note => ({ tone: 'success', text: `${part} file: published hash matches` })

/** SHA-256 of the text of the heartbeat categorization set's files, as published and as rebuilt from the recordings. */
const knownTexts: Record<string, { part: Part; note: Note }> = {
  f3fdb3fd318275e653fac082b617d8c1ef09fca619a0606dc22c863451c77333: { part: 'test', note: publishedNote('test') },
  ae4c80504ad1d0be5c3f1b3c6ef02851e4d1b05d05805fce2a73374f083a700e: { part: 'train', note: publishedNote('train') },
  '6316bfa09c008b3455cafe6ce5250280e04ee5bbf5b81d12e4376a1e8bd04674': {
    part: 'train',
    note: {
      tone: 'info',
      text: 'train file: rebuilt from the recordings, same rows as published, other order: a seeded split by row number does not give the rows others got',
    },
  },
}

/** All 47 patients of the database have beats in both published files: the set was parted by beat. */
export const publishedSplitPersons = { shared: 47, all: 47 }

export interface Recognised {
  /** Both files are the published set's, row for row. */
  isPublished: boolean
  notes: Note[]
}

/**
 * Compares the hashes of two unpacked files with those of the published set.
 *
 * @throws AppError `bad-file` where the published files were given the wrong way round
 */
export function recogniseFiles(texts: Record<Part, string>): Recognised {
  const [train, test] = [knownTexts[texts.train], knownTexts[texts.test]]
  if (train?.part === 'test') throw swapped('The training file is the published test file.')
  if (test?.part === 'train') throw swapped('The test file is the published training file.')
  const notes = [train?.note ?? unknownNote('train'), test?.note ?? unknownNote('test')]
  const isPublished = train !== undefined && test !== undefined
  if (isPublished) {
    notes.push({
      tone: 'warning',
      text: 'all 47 patients are in both files: the set is parted by beat, not by patient',
    })
  }
  return { isPublished, notes }
}

/** What is known of a file whose text has this SHA-256; null for any but the published set's. */
export function describeKnownText(sha256: string): string | null {
  return knownTexts[sha256]?.note.text ?? null
}

function unknownNote(part: Part): Note {
  const text = `${part} file: not one of the published files, so its origin, licence and patients are unknown`
  return { tone: 'warning', text }
}

function swapped(message: string): AppError {
  return new AppError('bad-file', message, 'Give the two files the other way round.')
}
