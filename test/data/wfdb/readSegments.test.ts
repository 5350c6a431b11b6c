import { describe, expect, it } from 'vitest'
import { invalidSample, readRecord } from '../../../electron/data/wfdb/readRecord.ts'
import { encodeSamples } from './encodeSamples.ts'
import { writeFiles } from './writeFiles.ts'

const gap = invalidSample
const signalsOf = async (files: Record<string, string | Uint8Array>) =>
  (await readRecord(writeFiles(files), 'x', { annotator: null })).signals
const digitalOf = async (files: Record<string, string | Uint8Array>) =>
  (await signalsOf(files)).map(({ digital }) => [...digital])
const refuse = (files: Record<string, string | Uint8Array>) => expect(digitalOf(files)).rejects

/** Two segments with two signals each, of which the second is stored otherwise in each. */
const segments = {
  'a.hea': 'a 2 250 2\na.dat 16 10/mV 16 0 1 4 0 I\na.dat 16 20/mV 16 0 2 6 0 II',
  'a.dat': encodeSamples(16, [1, 2, 3, 4]),
  'b.hea': 'b 2 250 3\nb.dat 80 10/mV 8 0 5 21 0 I\nb.dat 80 40(2)/mV 8 0 6 24 0 II',
  'b.dat': encodeSamples(80, [5, 6, 7, 8, 9, 10]),
}

describe('a record of fixed layout', () => {
  it('joins its segments, and leaves gaps without samples', async () => {
    const files = { ...segments, 'x.hea': 'x/4 2 250 9\na 2\n~ 2\nb 3\na 2' }
    const [one, two] = await signalsOf(files)
    expect([...one!.digital]).toEqual([1, 3, gap, gap, 5, 7, 9, 1, 3])
    expect([...two!.digital]).toEqual([2, 4, gap, gap, 6, 8, 10, 2, 4])
    expect([...two!.physical()]).toEqual([0.1, 0.2, NaN, NaN, 0.1, 0.15, 0.2, 0.1, 0.2])
    expect(two).toMatchObject({ description: 'II', units: 'mV', gain: 20, baseline: 0, sampleRateHz: 250 })
  })

  it('may leave out its length, or use less than its segments have', async () => {
    expect((await digitalOf({ ...segments, 'x.hea': 'x/2 2 250\na 2\nb 3' }))[0]).toEqual([1, 3, 5, 7, 9])
    expect((await digitalOf({ ...segments, 'x.hea': 'x/2 2 250 3\na 2\nb 3' }))[0]).toEqual([1, 3, 5])
    expect((await digitalOf({ ...segments, 'x.hea': 'x/2 2 250 3\nb 1\na 2' }))[0]).toEqual([5, 1, 3])
  })

  it('is refused where segments are too short, missing, or have other signals', async () => {
    await refuse({ ...segments, 'x.hea': 'x/2 2 250 9\na 2\nb 3' }).toThrow(/^x\.hea: it promises 9 samples, .* have 5/)
    await refuse({ ...segments, 'x.hea': 'x/1 2 250\na 3' }).toThrow(/segment a is to have 3 samples, it has 2/)
    await refuse({ ...segments, 'x.hea': 'x/2 2 250\na 2\nc 3' }).toThrow(/^c\.hea: it does not exist/)
    await refuse({ ...segments, 'x.hea': 'x/1 3 250\na 2' }).toThrow(/it promises 3 signals, its segments have 2/)
    const other = { 'c.hea': 'c 1 250 2\na.dat 16 10', 'd.hea': 'd 2 250 1\na.dat 16 10\na.dat 16x2 10' }
    await refuse({ ...segments, ...other, 'x.hea': 'x/2 2 250\na 2\nc 2' }).toThrow(/segment c has 1 signals, not 2/)
    await refuse({ ...segments, ...other, 'x.hea': 'x/2 2 250\na 2\nd 1' }).toThrow(/has another sampling frequency/)
    await refuse({ 'x.hea': 'x/1 2 250\n~ 2' }).toThrow(/all its segments are gaps/)
  })

  it('compares the sums of its segments', async () => {
    const damaged = { ...segments, 'b.dat': encodeSamples(80, [5, 6, 7, 8, 9, 11]), 'x.hea': 'x/1 2 250\nb 3' }
    await refuse(damaged).toThrow(/^b\.dat: signal "II" has the checksum 25, not 24/)
  })
})

describe('a record of variable layout', () => {
  const layout = 'l 3 250 0\n~ 0 200/mV 0 0 0 0 0 II\n~ 0 1/mmHg 0 0 0 0 0 ABP\n~ 0 200/mV 0 0 0 0 0 I'

  it('finds signals by their description', async () => {
    const files = { ...segments, 'l.hea': layout, 'x.hea': 'x/4 3 250 7\nl 0\nb 3\n~ 2\na 2' }
    const [two, pressure, one] = await signalsOf(files)
    expect([...two!.digital]).toEqual([6, 8, 10, gap, gap, 2, 4])
    expect([...two!.physical()]).toEqual([0.1, 0.15, 0.2, NaN, NaN, 0.1, 0.2])
    expect(two).toMatchObject({ gain: 40, baseline: 2 })
    expect([...pressure!.physical()]).toEqual(Array(7).fill(NaN))
    expect(pressure).toMatchObject({ description: 'ABP', units: 'mmHg', gain: 1 })
    expect([...one!.digital]).toEqual([5, 7, 9, gap, gap, 1, 3])
  })

  it('names all units that its segments give a signal', async () => {
    const other = { 'c.hea': 'c 1 250 2\na.dat 16 1000/uV 16 0 1 3 0 I', 'l.hea': layout }
    const [, , one] = await signalsOf({ ...segments, ...other, 'x.hea': 'x/3 3 250\nl 0\na 2\nc 2' })
    expect(one!.units).toBe('mV or uV')
  })

  it('is refused where its layout is missing', async () => {
    await refuse({ ...segments, 'x.hea': 'x/2 2 250\n~ 0\na 2' }).toThrow(/^x\.hea, line 2: its first segment is a gap/)
    await refuse({ ...segments, 'x.hea': 'x/2 2 250\nl 0\na 2' }).toThrow(/^l\.hea: it does not exist/)
  })
})

describe('segments that lead nowhere are refused:', () => {
  it('a record that is a segment of itself', async () => {
    await refuse({ 'x.hea': 'x/1 1 250 5\nx 5' }).toThrow(/^x\.hea, line 2: it names itself as a segment/)
  })

  it('segments in segments, which might be a circle', async () => {
    await refuse({ 'x.hea': 'x/1 1 250 5\ny 5', 'y.hea': 'y/1 1 250 5\nx 5' }).toThrow(
      /^x\.hea, line 2: its segment y is in segments itself/,
    )
  })

  it('gaps beyond all proportion to the signals', async () => {
    await refuse({ ...segments, 'x.hea': 'x/2 2 250\na 2\n~ 1000000000000' }).toThrow(
      'x.hea: it promises 2000000000004 samples, but its signal files have 8 bytes.',
    )
  })

  it('one large segment named over and over for a sample', async () => {
    const large = { 'c.hea': 'c 1 250 200000\nc.dat 80 1', 'c.dat': new Uint8Array(200_000) }
    const header = ['x/60000 1 250', ...Array(60_000).fill('c 1')].join('\n')
    await refuse({ ...large, 'x.hea': header }).toThrow(/it promises 12000000000 samples/)
  })
})
