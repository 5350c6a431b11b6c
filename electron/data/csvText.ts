import type { BeatsFile } from '../shared/beatsFile.ts'

const decimals = 18
const mostDecimals = 100
const rowsPerBlock = 2048
/** Values of one data set are few: those in 0..1 are quotients of ADC units. Of millivolts there may be many more. */
const mostKnown = 2_000_000

/**
 * Rows as the published CSV files have them: samples and label, each with 18 decimals as NumPy's `%.18e` prints it, which
 * gives the float32 back exactly.
 *
 * @param rows of the data set, in the order in which they are to stand
 * @returns whole lines, in blocks
 */
export function* csvBlocks({ beats, labels, length }: BeatsFile, rows: Uint32Array): Generator<string> {
  const known = new Map<number, string>()
  const print = (value: number): string => {
    const found = known.get(value)
    if (found !== undefined) return found
    const text = printNumber(value)
    if (known.size < mostKnown) known.set(value, text)
    return text
  }
  for (let start = 0; start < rows.length; start += rowsPerBlock) {
    let text = ''
    for (const row of rows.subarray(start, start + rowsPerBlock)) {
      for (let i = row * length; i < (row + 1) * length; i++) text += `${print(beats[i]!)},`
      text += `${print(labels[row]!)}\n`
    }
    yield text
  }
}

/** C's `%.18e` of a float32 value: the exponent has a sign and at least two digits, and ties go to the even digit. */
export function printNumber(value: number): string {
  const [mantissa = '', exponent = ''] = roundHalfToEven(value).split('e')
  const sign = Object.is(value, -0) ? '-' : ''
  return `${sign}${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`
}

/** JavaScript rounds ties up. Hundred decimals hold a float32 of a beat's size exactly, so that a tie can be told. */
function roundHalfToEven(value: number): string {
  const rounded = value.toExponential(decimals)
  const [digits = '', exponent] = value.toExponential(mostDecimals).split('e')
  const kept = digits.slice(0, decimals - mostDecimals)
  const isTie = /^50*$/.test(digits.slice(decimals - mostDecimals))
  return isTie && /[02468]$/.test(kept) ? `${kept}e${exponent}` : rounded
}
