import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { AppError } from '../../../electron/shared/appError.ts'
import { readHeader } from '../../../electron/data/wfdb/readHeader.ts'
import type { WfdbSignal } from '../../../electron/data/wfdb/readHeader.ts'

const lines = (...text: string[]) => text.join('\r\n')
const signalOf = (line: string) => readHeader(lines('x 1 250 10', line), 'x.hea').signals[0]!
const recordOf = (line: string) => readHeader(line, 'x.hea')

describe('a header', () => {
  const text = lines(
    '102 2 360 650000',
    '102.dat 212 200 11 1024 984 -28574 0 V5',
    '102.dat 212x2:3+512 100.5(-3)/uV 11 1024 1025 13743 0 V2 left, low',
    '# 84 F 1525 167 x1',
    '# Digoxin',
  )

  it('gives rate, length, signals and comments', () => {
    const header = readHeader(text, '102.hea')
    expect(header).toMatchObject({ name: '102', sampleRateHz: 360, frameCount: 650_000, segments: null })
    expect(header.comments).toEqual(['84 F 1525 167 x1', 'Digoxin'])
    expect(header.signals).toEqual([
      {
        ...{ fileName: '102.dat', format: 212, samplesPerFrame: 1, skew: 0, byteOffset: 0 },
        ...{ gain: 200, baseline: 1024, units: 'mV', adcResolution: 11, adcZero: 1024, initialValue: 984 },
        ...{ checksum: -28574, blockSize: 0, description: 'V5' },
      },
      {
        ...{ fileName: '102.dat', format: 212, samplesPerFrame: 2, skew: 3, byteOffset: 512 },
        ...{ gain: 100.5, baseline: -3, units: 'uV', adcResolution: 11, adcZero: 1024, initialValue: 1025 },
        ...{ checksum: 13743, blockSize: 0, description: 'V2 left, low' },
      },
    ])
  })

  it('may have comments and empty lines anywhere, and any line ends', () => {
    const mixed = '# first\n\n100 2 360\r100.dat 212 200\r\n\n#\n100.dat 212 200\n  # last  #\n'
    expect(readHeader(mixed, 'x.hea')).toMatchObject({ name: '100', comments: ['first', '', 'last'] })
    expect(readHeader(mixed, 'x.hea').signals).toHaveLength(2)
  })

  it('of several segments names them with their lengths', () => {
    const header = readHeader(lines('s/3 4 250 1000', 's_layout 0', '~ 400', 's_1 600'), 's.hea')
    expect(header).toMatchObject({ signalCount: 4, signals: [] })
    expect(header.segments).toEqual([
      { name: 's_layout', frameCount: 0 },
      { name: '~', frameCount: 400 },
      { name: 's_1', frameCount: 600 },
    ])
  })
})

describe('a record line', () => {
  it('has defaults for what it leaves out', () => {
    const none = { counterFrequencyHz: null, baseCounter: null, frameCount: null, baseTime: null, baseDate: null }
    expect(recordOf('x 0')).toMatchObject({ sampleRateHz: 250, ...none })
    expect(recordOf('x 0 360 0')).toMatchObject({ sampleRateHz: 360, ...none })
  })

  it('tells counter, time and date', () => {
    expect(recordOf('x 0 128.5/1000(-42.5) 5 8:26:04 26/10/1994')).toMatchObject({
      ...{ sampleRateHz: 128.5, counterFrequencyHz: 1000, baseCounter: -42.5 },
      ...{ frameCount: 5, baseTime: '08:26:04', baseDate: '1994-10-26' },
    })
    expect(recordOf('x 0 125 1028 19:46:25.757')).toMatchObject({ baseTime: '19:46:25.757', baseDate: null })
    expect(recordOf('x 0 125 1028 6:25')).toMatchObject({ baseTime: '00:06:25' })
    expect(recordOf('x 0 125 1028 29/2/2000')).toMatchObject({ baseTime: null, baseDate: '2000-02-29' })
  })

  it.each([
    ['', /line 1: this is no WFDB header/],
    ['x', /line 1: "x" is no record line/],
    ['x two 250', /line 1: "two" is no number of signals/],
    ['x -1 250', /line 1: "-1" is no number of signals/],
    ['x 0 0', /line 1: "0" is no sampling frequency/],
    ['x 0 -360', /"-360" is no sampling frequency/],
    ['x 0 1e999', /"1e999" is no sampling frequency/],
    ['x 0 360 ten', /"ten" is no number of samples/],
    ['x 0 360 99999999999999999999', /is no number of samples/],
    ['x 0 360 10 24:00:00', /"24:00:00" is no time of day/],
    ['x 0 360 10 1:0:0 31/2/2001', /"31\/2\/2001" is no date/],
    ['x/0 2 360', /a record in segments has at least one/],
    ['x/2 2 360\ny 10', /it promises 2 segments, but 1 are described/],
    ['# only a comment', /line 1: this is no WFDB header/],
  ])('is refused by line where it is wrong: %j', (text, message) => {
    expect(() => recordOf(text)).toThrow(message)
  })
})

describe('a signal line', () => {
  it('has defaults for what it leaves out', () => {
    expect(signalOf('x.dat 16')).toEqual({
      ...{ fileName: 'x.dat', format: 16, samplesPerFrame: 1, skew: 0, byteOffset: 0 },
      ...{ gain: 200, baseline: 0, units: 'mV', adcResolution: null, adcZero: null, initialValue: null },
      ...{ checksum: null, blockSize: null, description: '' },
    })
  })

  it('takes a gain of 0 for 200, and the ADC zero for a missing baseline', () => {
    expect(signalOf('x.dat 16 0 16 7')).toMatchObject({ gain: 200, baseline: 7 })
    expect(signalOf('x.dat 16 0(-5)/NU 16 7')).toMatchObject({ gain: 200, baseline: -5, units: 'NU' })
    expect(signalOf('x.dat 16 -1.5e2 16')).toMatchObject({ gain: -150, baseline: 0 })
  })

  it('takes for the description what follows the last number', () => {
    expect(signalOf('x.dat 16 200 12 0 ECG 1')).toMatchObject({ adcZero: 0, initialValue: null, description: 'ECG 1' })
    expect(signalOf('x.dat 16 200 12 0 1 2 0 3 leads')).toMatchObject({ blockSize: 0, description: '3 leads' })
  })

  it.each([
    ['x.dat', /line 2: "x\.dat" is no signal line/],
    ['x.dat 16x0', /line 2: a signal has at least one sample per frame, not 0/],
    ['x.dat 16:-3 200', /is no signal line/],
    ['x.dat 16 MLII', /line 2: "MLII" is no gain/],
    ['x.dat 16 1e999', /"1e999" is no gain/],
    ['../x.dat 16', /line 2: "\.\.\/x\.dat" is no file of the record's own folder/],
    ['/etc/passwd 16', /is no file of the record's own folder/],
    ['C:x.dat 16', /is no file of the record's own folder/],
    ['.. 16', /is no file of the record's own folder/],
    ['..\\x.dat 16', /is no file of the record's own folder/],
  ])('is refused by line where it is wrong: %j', (text, message) => {
    expect(() => signalOf(text)).toThrow(message)
  })

  it('must be there for each signal, and for no more', () => {
    expect(() => recordOf('x 2 360 10\nx.dat 212 200')).toThrow(/line 1: it promises 2 signals, but 1 are described/)
    expect(() => recordOf('x 1 360 10\nx.dat 212\nx.dat 212')).toThrow(/promises 1 signals, but 2 are described/)
    expect(() => recordOf('x 1000000000 360 10\nx.dat 212')).toThrow(/promises 1000000000 signals/)
  })

  it('of a segment names a record of the same folder', () => {
    expect(() => recordOf('x/1 1 360\n../y 10')).toThrow(/line 2: "\.\.\/y" is no record of the record's own folder/)
    expect(() => recordOf('x/1 1 360\ny -10')).toThrow(/line 2: "-10" is no number of samples/)
    expect(() => recordOf('x/1 1 360\ny')).toThrow(/line 2: "" is no number of samples/)
  })
})

describe('what comments tell about the person', () => {
  const personOf = (...comments: string[]) =>
    readHeader(lines('x 0', ...comments.map((comment) => `# ${comment}`)), 'x.hea').person

  it('is read as the MIT-BIH databases write it', () => {
    expect(personOf('69 M 1085 1629 x1', 'Aldomet, Inderal')).toEqual({
      ...{ age: 69, sex: 'M', medication: ['Aldomet', 'Inderal'] },
    })
    expect(personOf('23 F 2546 N/A x1', 'None', 'The PVCs are uniform.')).toEqual({ age: 23, sex: 'F', medication: [] })
    expect(personOf('-1 M 742 654 x1', 'Diapres, Xyloprim').age).toBeNull()
    expect(personOf('69 M 1085 1629 x1', 'The rhythm is paced with a demand pacemaker.').medication).toBeNull()
  })

  it('is read from named fields', () => {
    expect(personOf('<age>: 25  <sex>: M  <diagnoses>: (none)  <medications>: (none)')).toEqual({
      ...{ age: 25, sex: 'M', medication: [] },
    })
    expect(personOf('age: 81', 'sex: female')).toEqual({ age: 81, sex: 'F', medication: null })
    expect(personOf('<medications>: Digoxin, Lasix <diagnoses>: none').medication).toEqual(['Digoxin', 'Lasix'])
  })

  it('is not known where there is nothing of it', () => {
    expect(personOf('Produced by xform', 'lead: II')).toEqual({ age: null, sex: null, medication: null })
  })
})

describe('any header', () => {
  const integer = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  const natural = fc.integer({ min: 0, max: 1_000_000 })
  const nonZero = fc.double({ min: 1e-3, max: 1e6, noNaN: true }).map((value) => Math.round(value * 1000) / 1000)
  const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,12}$/)
  const anySignal = fc.record<WfdbSignal>({
    fileName: name.map((text) => `${text}.dat`),
    format: fc.constantFrom(8, 16, 24, 32, 61, 80, 160, 212, 310, 311),
    samplesPerFrame: fc.integer({ min: 1, max: 64 }),
    skew: natural,
    byteOffset: natural,
    gain: nonZero,
    baseline: integer,
    units: fc.stringMatching(/^[A-Za-z%^/]{1,8}$/),
    adcResolution: fc.integer({ min: 0, max: 32 }),
    adcZero: integer,
    initialValue: integer,
    checksum: fc.integer({ min: -32768, max: 65535 }),
    blockSize: natural,
    description: fc.stringMatching(/^[A-Za-z][A-Za-z0-9 .,_-]{0,20}[A-Za-z]$/),
  })

  it('that is written out is read back', () => {
    fc.assert(
      fc.property(name, nonZero, natural, fc.array(anySignal, { maxLength: 6 }), (record, rate, length, signals) => {
        const written = signals.map((signal) => {
          const { samplesPerFrame, skew, byteOffset, gain, baseline, units, ...rest } = signal
          const numbers = [rest.adcResolution, rest.adcZero, rest.initialValue, rest.checksum, rest.blockSize]
          const storage = `${rest.format}x${samplesPerFrame}:${skew}+${byteOffset}`
          return `${rest.fileName} ${storage} ${gain}(${baseline})/${units} ${numbers.join(' ')} ${rest.description}`
        })
        const header = readHeader(lines(`${record} ${signals.length} ${rate} ${length}`, ...written), 'x.hea')
        expect(header).toMatchObject({ name: record, sampleRateHz: rate, frameCount: length || null })
        expect(header.signals).toEqual(signals)
      }),
    )
  })

  it('or other text gives a header or an error that names the line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (text) => {
        try {
          readHeader(text, 'x.hea')
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          expect((error as AppError).message).toMatch(/^x\.hea, line \d+: /)
        }
      }),
    )
  })

  it.each(['1', ' ', 'x 1 1', '# ', 'a:', '<', '<medications>:', ' <age>:  ', '\u2028'])(
    'of a megabyte of %j is refused or read',
    (piece) => {
      const much = piece.repeat(Math.floor(2 ** 20 / piece.length))
      for (const text of [much, `x 1 ${much}z`, `x 1\nx.dat ${much}z`, `x 1\nx.dat 16 ${much}z`, `x 0\n# ${much}z`]) {
        try {
          expect(readHeader(text, 'x.hea').signals.length).toBeLessThan(2)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
        }
      }
    },
  )
})
