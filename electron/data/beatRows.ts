import Papa from 'papaparse'
import { AppError } from '../shared/appError.ts'
import { beatClasses, classCount } from '../shared/beatClass.ts'
import { beatLength } from './mitBih.ts'

const columns = beatLength + 1
/** `Number` alone would take an empty field for 0 and know hexadecimal. */
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/** Collects the rows of one CSV of the heartbeat categorization set: 187 values in 0..1, then the label. */
export class BeatRows {
  readonly beats: Float32Array[] = []
  readonly labels: number[] = []
  private readonly name: string
  private emptyLine: number | null = null

  /** @param name what messages call the file */
  constructor(name: string) {
    this.name = name
  }

  /**
   * Reads whole lines. Each value becomes the float32 nearest to the double nearest to its text.
   *
   * @throws AppError `bad-file` with file, line and column of the first thing that is wrong
   */
  addLines(text: string, firstLine: number): void {
    const whole = text.endsWith('\n') ? text.slice(0, -1) : text
    const { data } = Papa.parse<string[]>(whole, { delimiter: ',', newline: '\n' })
    const block = new Float32Array(data.length * beatLength)
    let rows = 0
    data.forEach((fields, index) => {
      const line = firstLine + index
      if (fields.length === 1 && fields[0]!.trim() === '') {
        this.emptyLine ??= line
        return
      }
      if (this.emptyLine !== null) throw this.refuse(this.emptyLine, 'the line is empty')
      this.labels.push(this.readRow(fields, line, block, rows * beatLength))
      rows++
    })
    this.beats.push(block.subarray(0, rows * beatLength))
  }

  private readRow(fields: string[], line: number, block: Float32Array, start: number): number {
    if (fields.length !== columns) {
      throw this.refuse(
        line,
        `it has ${fields.length} ${fields.length === 1 ? 'column' : 'columns'}, not ${columns} (${beatLength} samples and the label)`,
      )
    }
    for (let column = 0; column < beatLength; column++) {
      const value = this.readNumber(fields[column]!, line, column)
      if (value < 0 || value > 1) throw this.refuse(line, `${fields[column]} is not in 0..1`, column)
      block[start + column] = value
    }
    const labelText = fields[beatLength]!.replace(/\r$/, '')
    const label = this.readNumber(labelText, line, beatLength)
    if (!Number.isInteger(label) || label < 0 || label >= classCount) {
      throw this.refuse(
        line,
        `${labelText} is no label (0 to ${classCount - 1} for ${beatClasses.join(', ')})`,
        beatLength,
      )
    }
    return label
  }

  private readNumber(text: string, line: number, column: number): number {
    if (decimal.test(text)) return Number(text)
    throw this.refuse(line, `${JSON.stringify(text.slice(0, 30))} is not a number`, column)
  }

  private refuse(line: number, what: string, column?: number): AppError {
    const place = column === undefined ? `line ${line}` : `line ${line}, column ${column + 1}`
    const hint =
      line === 1 && column !== undefined
        ? 'The published files have no header line; remove it if there is one.'
        : 'Choose the published files mitbih_train.csv and mitbih_test.csv, or mend the line.'
    return new AppError('bad-file', `${this.name}, ${place}: ${what}.`, hint)
  }
}
