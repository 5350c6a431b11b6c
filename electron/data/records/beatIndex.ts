import { basename } from 'node:path'
import { AppError } from '../../shared/appError.ts'
import { classCount } from '../../shared/beatClass.ts'
import { readLines, type ReadSource } from '../lineReader.ts'

const header = 'split,row,record,sample,symbol,label'
const parts: Readonly<Record<string, 0 | 1>> = { train: 0, test: 1 }

/** A row of the index, and the line that it stands in. */
export interface IndexRow {
  /** 0 training file, 1 test file. */
  part: 0 | 1
  /** 0-based, in that file. */
  row: number
  record: string
  sample: number
  label: number
  line: number
}

/** In which order beats are to stand, and in which row of which file each is. */
export interface BeatIndex {
  source: ReadSource
  /** Training file first, each by row. */
  rows: IndexRow[]
}

/**
 * Reads an index of beats, plain or gzip: the header `split,row,record,sample,symbol,label`, then a beat a line.
 *
 * @throws AppError `bad-file` with the line of the first thing that is wrong
 */
export async function readBeatIndex(path: string): Promise<BeatIndex> {
  const name = basename(path)
  const rows: IndexRow[] = []
  const source = await readLines(path, {
    onLines: (text, firstLine) => {
      const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n')
      lines.forEach((line, i) => {
        const number = firstLine + i
        if (number > 1) rows.push(readRow(line.replace(/\r$/, ''), name, number))
        else if (line.trim() !== header) throw badIndex(name, 1, `it is not the header ${header}`)
      })
    },
  })
  if (rows.length === 0) throw badIndex(name, 2, 'there are no rows')
  rows.sort((a, b) => a.part - b.part || a.row - b.row || a.line - b.line)
  refuseDoubles(rows, name)
  return { source, rows }
}

function readRow(text: string, name: string, line: number): IndexRow {
  const [split = '', row = '', record = '', sample = '', symbol = '', label = '', ...more] = text.split(',')
  const part = parts[split]
  const whole = (value: string, what: string, most = Number.MAX_SAFE_INTEGER): number => {
    if (/^\d+$/.test(value) && Number(value) <= most) return Number(value)
    throw badIndex(name, line, `${JSON.stringify(value.slice(0, 30))} is no ${what}`)
  }
  if (more.length > 0 || symbol.length !== 1 || record === '') throw badIndex(name, line, `it is not ${header}`)
  if (part === undefined) throw badIndex(name, line, `${JSON.stringify(split.slice(0, 30))} is neither train nor test`)
  return {
    part,
    row: whole(row, 'row', 2 ** 32 - 2),
    record,
    sample: whole(sample, 'sample number', 2 ** 32 - 2),
    label: whole(label, 'label', classCount - 1),
    line,
  }
}

function refuseDoubles(rows: readonly IndexRow[], name: string): void {
  const places = new Set<string>()
  rows.forEach(({ part, row, record, sample, line }, i) => {
    const before = rows[i - 1]
    if (before?.part === part && before.row === row) {
      throw badIndex(
        name,
        line,
        `row ${row} of the ${part === 0 ? 'training' : 'test'} file stands in line ${before.line} already`,
      )
    }
    const place = placeOf(record, sample)
    if (places.has(place)) throw badIndex(name, line, `the beat at sample ${sample} of record ${record} stands twice`)
    places.add(place)
  })
}

/** A key of a beat among those of all records. */
export function placeOf(record: string, sample: number): string {
  return `${record} ${sample}`
}

/** What is wrong in which line of an index. */
export function badIndex(name: string, line: number, what: string): AppError {
  const hint = 'Choose the index that belongs to these recordings, or import them without one.'
  return new AppError('bad-file', `${name}, line ${line}: ${what}.`, hint)
}
