import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { AppError } from '../../electron/shared/appError.ts'
import { BeatRows } from '../../electron/data/beatRows.ts'

const line = (values: (string | number)[], label: string | number = 0) =>
  [...values, ...new Array<number>(187 - values.length).fill(0), label].join(',')

function parse(text: string, firstLine = 1): BeatRows {
  const rows = new BeatRows('train.csv')
  rows.addLines(text, firstLine)
  return rows
}

function refusal(text: string, firstLine = 1): AppError {
  try {
    parse(text, firstLine)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('the text was accepted')
}

const bits = (values: Float32Array) => [...new Uint32Array(values.slice().buffer)]

describe('rows of the CSV', () => {
  it('reads the published notation and the plain one', () => {
    const published = line(['9.779411554336547852e-01', '0.000000000000000000e+00'], '4.000000000000000000e+00')
    const rows = parse(`${published}\n${line(['1', '.5', '0.25'], '0')}\n`)
    expect([...rows.beats[0]!.subarray(0, 2)]).toEqual([Math.fround(0.9779411554336548), 0])
    expect([...rows.beats[0]!.subarray(187, 191)]).toEqual([1, 0.5, 0.25, 0])
    expect(rows.labels).toEqual([4, 0])
  })

  it('makes of any decimal text the float32 of its double, and of a float32’s own text the same bits', () => {
    const value = fc.float({ min: 0, max: 1, noNaN: true })
    const text = fc.oneof(
      value.map((number) => number.toExponential(18)),
      fc.double({ min: 0, max: 1, noNaN: true }).map(String),
    )
    fc.assert(
      fc.property(fc.array(text, { minLength: 187, maxLength: 187 }), (texts) => {
        const rows = parse(`${texts.join(',')},2\n`)
        expect(bits(rows.beats[0]!)).toEqual(
          bits(Float32Array.from(texts, (entry) => Math.fround(Number.parseFloat(entry)))),
        )
      }),
    )
    fc.assert(
      fc.property(value, (number) => {
        const rows = parse(`${line([number.toExponential(18)])}\n`)
        expect(bits(rows.beats[0]!.subarray(0, 1))).toEqual(bits(Float32Array.of(number)))
      }),
    )
  })

  it('takes Windows line ends, a last line without one, and empty lines at the end', () => {
    expect(parse(`${line([1], 3)}\r\n${line([1], 4)}`).labels).toEqual([3, 4])
    expect(parse(`${line([1], 3)}\n\n\r\n`).labels).toEqual([3])
  })

  it.each([
    ['too few columns', `${line([])}\n1,2,3\n`, 7, /train\.csv, line 8: it has 3 columns, not 188/],
    ['too many columns', `${line([])},0\n`, 1, /line 1: it has 189 columns/],
    ['a word', `${line([])}\n${line([0, 'abc'])}\n`, 1, /line 2, column 2: "abc" is not a number/],
    ['an empty field', `${line([0, 0, ''])}\n`, 41, /line 41, column 3: "" is not a number/],
    ['a blank', `${line([' '])}\n`, 1, /column 1: " " is not a number/],
    ['NaN', `${line(['nan'])}\n`, 1, /column 1: "nan" is not a number/],
    ['Infinity', `${line(['Infinity'])}\n`, 1, /column 1: "Infinity" is not a number/],
    ['a number that overflows', `${line(['1e999'])}\n`, 1, /column 1: 1e999 is not in 0\.\.1/],
    ['a hexadecimal number', `${line(['0x1'])}\n`, 1, /column 1: "0x1" is not a number/],
    ['a value below 0', `${line([0, '-0.25'])}\n`, 1, /column 2: -0\.25 is not in 0\.\.1/],
    ['a value above 1', `${line(['1.0000001'])}\n`, 1, /column 1: 1\.0000001 is not in 0\.\.1/],
    ['a label above 4', `${line([0], '5.000e+00')}\n`, 9, /line 9, column 188: 5\.000e\+00 is no label/],
    ['a label between classes', `${line([0], '1.5')}\n`, 1, /column 188: 1\.5 is no label/],
    ['a label by name', `${line([0], 'N')}\n`, 1, /column 188: "N" is not a number/],
    ['an empty line in the middle', `${line([])}\n\n${line([])}\n`, 5, /line 6: the line is empty/],
    [
      'a quote that swallows lines',
      `${line([])}\n"0.5,${line([])}\n${line([])}\n`,
      1,
      /line 2: it has 1 column, not 188/,
    ],
  ])('refuses %s with its line', (_what, text, firstLine, message) => {
    const error = refusal(text, firstLine)
    expect(error.code).toBe('bad-file')
    expect(error.message).toMatch(message)
    expect(error.hint).toBeTruthy()
  })

  it('suggests to remove a header', () => {
    expect(refusal(`${line(['t0'], 'label')}\n`).hint).toMatch(/header/)
  })
})
