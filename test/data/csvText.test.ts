import { describe, expect, it } from 'vitest'
import { BeatRows } from '../../electron/data/beatRows.ts'
import { csvBlocks, printNumber } from '../../electron/data/csvText.ts'
import { loadSample } from '../../electron/data/sample.ts'
import { extractionFixture } from '../support/extractionFixture.ts'

describe('a number of the published files', () => {
  it('is printed as NumPy prints it, also where it lies half way between two', () => {
    const { printed } = extractionFixture
    expect(printed.map(([value]) => [value, printNumber(value)])).toEqual(printed)
    const roundedUp = printed.filter(([value, text]) => !text.startsWith(value.toExponential(18).split('e')[0]!))
    expect(roundedUp.length).toBeGreaterThan(2)
  })
})

describe('rows as text', () => {
  it('are read back as the same float32 values, in the order asked for', () => {
    const sample = loadSample()
    const rows = Uint32Array.from({ length: 3000 }, (_, i) => 5999 - 2 * i)
    const text = [...csvBlocks(sample, rows)].join('')
    const read = new BeatRows('rows.csv')
    read.addLines(text, 1)
    expect(read.labels).toEqual([...rows].map((row) => sample.labels[row]))
    rows.forEach((row, i) => {
      const original = sample.beats.subarray(row * 187, (row + 1) * 187)
      const same = read.beats[0]!.subarray(i * 187, (i + 1) * 187).every((value, at) => value === original[at])
      if (!same) throw new Error(`row ${row} came back otherwise`)
    })
  })
})
