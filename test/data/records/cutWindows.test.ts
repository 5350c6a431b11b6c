import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelsOfSymbols } from '../../../electron/shared/beatSymbol.ts'
import { windowRuleSchema, windowSamples, type WindowRule } from '../../../electron/shared/extraction.ts'
import { chooseSignal } from '../../../electron/data/records/chooseSignal.ts'
import { cutWindows } from '../../../electron/data/records/cutWindows.ts'
import { prepareSignal } from '../../../electron/data/records/prepareSignal.ts'
import { readRecord } from '../../../electron/data/wfdb/readRecord.ts'
import { extractionFixture, fixtureSignal } from '../../support/extractionFixture.ts'
import { listSink } from '../../support/listSink.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { writeRecord, type MadeRecord } from '../../support/writeRecord.ts'

const { adc, gain, baseline, window } = extractionFixture

async function madeRecord(changes: Partial<MadeRecord> = {}) {
  const folder = temporaryFolder()
  const annotations = window.samples.map((sample) => ({ sample, symbol: 'N' }))
  writeRecord(folder, { name: 'made', rateHz: 360, signals: [{ gain, baseline, adc }], annotations, ...changes })
  return readRecord(folder, 'made')
}

type Options = Omit<Partial<WindowRule>, 'kind'>
const ruleOf = (options: Options = {}) => windowRuleSchema.parse({ kind: 'window', ...window.rule, ...options })

async function cut(options: Options = {}, changes: Partial<MadeRecord> = {}) {
  const record = await madeRecord(changes)
  const rule = ruleOf(options)
  const sink = listSink(windowSamples(rule).length)
  const result = cutWindows({ record, signal: chooseSignal(record, rule)!, labels: labelsOfSymbols() }, rule, sink)
  return { ...result, rows: sink.rows }
}

const largest = (row: ArrayLike<number>, expected: number[]) =>
  Math.max(...expected.map((value, i) => Math.abs(row[i]! - value)))

describe('windows around beats', () => {
  it.each([
    ['none', 'millivolts'],
    ['beat', 'unit'],
    ['record', 'standardised'],
  ] as const)('filtered, resampled and scaled by "%s" are those of SciPy and NumPy', async (normalise, kind) => {
    const { rows, beats, leftOut } = await cut({ normalise })
    expect(beats.map(({ sample }) => sample)).toEqual(window.beats.map(({ sample }) => sample))
    expect(leftOut).toEqual([
      { sample: 10, reason: 'ends' },
      { sample: 2990, reason: 'ends' },
    ])
    window.beats.forEach((beat, i) => {
      expect(rows[i]).toHaveLength(75)
      expect([...rows[i]!]).toEqual([...Float32Array.from(rows[i]!)])
      expect(largest(rows[i]!, beat[kind])).toBeLessThan(Math.max(...beat[kind].map(Math.abs)) * 2 ** -23)
    })
  })

  it('come from a signal that agrees with SciPy before it is rounded to float32', async () => {
    const record = await madeRecord()
    const { values, mean, spread } = prepareSignal(record.signals[0]!, ruleOf())
    expect(Math.abs(mean - window.mean)).toBeLessThan(1e-9)
    expect(Math.abs(spread - window.standardDeviation)).toBeLessThan(1e-9)
    for (const { sample, millivolts } of window.beats) {
      const start = Math.round((sample * 125) / 360) - 25
      expect(largest(values.subarray(start), millivolts)).toBeLessThan(1e-9)
    }
  })

  it('stand at the later of two samples where the annotation is exactly between them', async () => {
    const atTie = [200, 201, 202].map((sample) => ({ sample, symbol: 'N' }))
    const rule = { filter: null, rateHz: 180, normalise: 'none' } as const
    const { rows } = await cut(rule, { annotations: atTie })
    // Samples 100, 100.5 and 101 of the new rate.
    expect([...rows[1]!]).toEqual([...rows[2]!])
    expect([...rows[1]!]).not.toEqual([...rows[0]!])
    expect([...rows[1]!.slice(0, -1)]).toEqual([...rows[0]!.slice(1)])
    expect(windowSamples({ beforeMs: 12.5, afterMs: 100, rateHz: 1000 }).before).toBe(13)
  })

  it('without filter and at the record’s own rate are its samples', async () => {
    const { rows } = await cut({ filter: null, rateHz: 360, normalise: 'none' })
    const start = 200 - 72
    expect([...rows[0]!]).toEqual([...Float32Array.from(fixtureSignal.subarray(start, start + 216))])
  })

  it('are in millivolts whatever voltage the record is in', async () => {
    const options = { filter: null, rateHz: 360, normalise: 'none' } as const
    const microvolts = await cut(options, { signals: [{ gain: gain / 1000, baseline, adc, units: 'uV' }] })
    const millivolts = await cut(options)
    microvolts.rows.forEach((row, i) => expect(largest(row, [...millivolts.rows[i]!])).toBeLessThan(1e-6))
  })

  it('of a flat signal are 0 by the beat, and refused by the record', async () => {
    const flat = { signals: [{ adc: new Array<number>(3000).fill(7) }] }
    const { rows } = await cut({ filter: null, normalise: 'beat' }, flat)
    expect(rows.flatMap((row) => [...row]).every((value) => value === 0)).toBe(true)
    await expect(cut({ filter: null, normalise: 'record' }, flat)).rejects.toThrow(/flat/)
  })

  it('that hold missing samples are left out, and the others are as if there were no gap far away', async () => {
    const gapped = adc.map((value, i) => (i >= 720 && i < 730 ? -32_768 : value))
    const signals = [{ gain, baseline, adc: gapped }]
    const { leftOut, beats, rows } = await cut({ filter: null, normalise: 'none' }, { signals })
    expect(leftOut).toContainEqual({ sample: 731, reason: 'missing' })
    expect(beats.map(({ sample }) => sample)).toEqual([200, 1500, 2217])
    const whole = await cut({ filter: null, normalise: 'none' })
    expect(rows[1]).toEqual(whole.rows[2])
    expect(rows.flatMap((row) => [...row]).every(Number.isFinite)).toBe(true)
  })

  it('of symbols without a class are left out and counted; what is no beat is not', async () => {
    const annotations = [
      { sample: 500, symbol: 'N' },
      { sample: 700, symbol: '+' },
      { sample: 900, symbol: 'f' },
    ]
    const record = await madeRecord({ annotations })
    const rule = ruleOf()
    const labels = labelsOfSymbols({ f: null, N: 2 })
    const sink = listSink(75)
    const { beats, leftOut } = cutWindows({ record, signal: record.signals[0]!, labels }, rule, sink)
    expect(beats).toEqual([{ sample: 500, symbol: 'N', label: 2 }])
    expect(leftOut).toEqual([{ sample: 900, reason: 'mapping' }])
  })

  it('lie exactly inside the record, finite, and within the bounds of their scaling', async () => {
    const options = fc.record({
      beforeMs: fc.integer({ min: 0, max: 700 }),
      afterMs: fc.integer({ min: 200, max: 900 }),
      rateHz: fc.constantFrom(100, 120, 125, 128, 180, 250, 333, 360),
      filter: fc.constantFrom(null, { lowHz: 0.5, highHz: 40 }, { lowHz: 5, highHz: 15 }),
      normalise: fc.constantFrom('beat' as const, 'record' as const, 'none' as const),
    })
    const samples = fc
      .uniqueArray(fc.nat(2999), { minLength: 1, maxLength: 40 })
      .map((all) => all.sort((x, y) => x - y))
    const folder = temporaryFolder()
    await fc.assert(
      fc.asyncProperty(options, samples, async (chosen, at) => {
        const annotations = at.map((sample) => ({ sample, symbol: 'N' }))
        writeRecord(folder, { name: 'made', rateHz: 360, signals: [{ gain, baseline, adc }], annotations })
        const record = await readRecord(folder, 'made')
        const rule = ruleOf(chosen)
        const { before, length } = windowSamples(rule)
        const sink = listSink(length)
        const { beats, leftOut } = cutWindows(
          { record, signal: record.signals[0]!, labels: labelsOfSymbols() },
          rule,
          sink,
        )
        expect(beats.length + leftOut.length).toBe(at.length)
        expect(sink.rows).toHaveLength(beats.length)
        const total = Math.ceil((3000 * rule.rateHz) / 360)
        const isInside = (sample: number) => {
          const start = Math.round((sample * rule.rateHz) / 360) - before
          return start >= 0 && start + length <= total
        }
        expect(beats.every(({ sample }) => isInside(sample))).toBe(true)
        expect(leftOut.some(({ sample }) => isInside(sample))).toBe(false)
        for (const row of sink.rows) {
          expect(row.every(Number.isFinite)).toBe(true)
          if (rule.normalise !== 'beat') continue
          expect([Math.min(...row), Math.max(...row)]).toEqual([0, 1])
        }
      }),
      { numRuns: 60 },
    )
  })
})
