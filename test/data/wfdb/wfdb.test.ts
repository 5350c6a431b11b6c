import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { join } from 'node:path'
import { AppError } from '../../../electron/shared/appError.ts'
import { findBeats } from '../../../electron/data/beatRule.ts'
import { readAnnotations } from '../../../electron/data/wfdb/readAnnotations.ts'
import { readFormat212, sumSamples } from '../../../electron/data/wfdb/readFormat212.ts'
import { readHeader } from '../../../electron/data/wfdb/readHeader.ts'
import { readRecord } from '../../../electron/data/wfdb/readRecord.ts'
import { sharedData } from '../../support/sharedData.ts'

const words = (...values: number[]) => new Uint8Array(new Uint16Array(values).buffer)
const annotation = (code: number, time: number) => (code << 10) | time

describe('a WFDB header', () => {
  const text = [
    '102 2 360 650000',
    '102.dat 212 200 11 1024 984 -28574 0 V5',
    '102.dat 212 100(-3)/uV 11 1024 1025 13743 0 V2 left',
    '# 84 F 1525 167 x1',
    '# Digoxin',
  ].join('\r\n')

  it('gives rate, length, channels and comments', () => {
    const header = readHeader(text, '102.hea')
    expect(header).toMatchObject({ name: '102', sampleRateHz: 360, frameCount: 650_000 })
    expect(header.comments).toEqual(['84 F 1525 167 x1', 'Digoxin'])
    expect(header.signals[0]).toMatchObject({
      fileName: '102.dat',
      format: 212,
      gain: 200,
      baseline: 1024,
      units: 'mV',
      checksum: -28574,
      description: 'V5',
    })
    expect(header.signals[1]).toMatchObject({ gain: 100, baseline: -3, units: 'uV', description: 'V2 left' })
  })

  it('is refused where it promises more channels than it describes, or is none', () => {
    expect(() => readHeader('100 2 360 10\n100.dat 212 200', '100.hea')).toThrow(/promises 2 signals and describes 1/)
    expect(() => readHeader('', '100.hea')).toThrow(AppError)
    expect(() => readHeader('100/3 2 360 10', '100.hea')).toThrow(/single-segment/)
  })
})

describe('format 212', () => {
  it('unpacks the worked example: two channels of 12-bit two’s complement', () => {
    expect(readFormat212(Uint8Array.of(0xe3, 0x33, 0xf3), 2, 'x.dat').map((signal) => [...signal])).toEqual([
      [995],
      [1011],
    ])
    expect(readFormat212(Uint8Array.of(0xff, 0x8f, 0x00), 2, 'x.dat').map((signal) => [...signal])).toEqual([
      [-1],
      [-2048],
    ])
  })

  it('gives back any samples that were packed', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: -2048, max: 2047 }), fc.integer({ min: -2048, max: 2047 })))
    fc.assert(
      fc.property(pairs, (frames) => {
        const bytes = frames.flatMap(([a, b]) => [a & 0xff, ((a >> 8) & 0x0f) | ((b >> 4) & 0xf0), b & 0xff])
        const signals = readFormat212(Uint8Array.from(bytes), 2, 'x.dat')
        expect(signals.map((signal) => [...signal])).toEqual([frames.map(([a]) => a), frames.map(([, b]) => b)])
      }),
    )
  })

  it('is refused where bytes are missing', () => {
    expect(() => readFormat212(new Uint8Array(4), 2, 'x.dat')).toThrow(/x\.dat: 4 bytes/)
  })

  it('sums samples as signed 16-bit numbers', () => {
    expect(sumSamples(Int16Array.of(30_000, 10_000))).toBe(40_000 - 65_536)
    expect(sumSamples(Int16Array.of(-5, 3))).toBe(-2)
  })
})

describe('MIT annotations', () => {
  it('add up times, follow skips, and carry text', () => {
    const skip70000 = [annotation(59, 0), 70_000 >> 16, 70_000 & 0xffff]
    const text = [annotation(63, 3), 'N'.charCodeAt(0) * 256 + '('.charCodeAt(0), 'x'.charCodeAt(0)]
    const bytes = words(
      annotation(28, 18),
      ...text,
      annotation(1, 59),
      ...skip70000,
      annotation(5, 1),
      annotation(38, 9),
      0,
    )
    expect(readAnnotations(bytes, 'x.atr')).toMatchObject([
      { sample: 18, symbol: '+', text: '(Nx' },
      { sample: 77, symbol: 'N', text: '' },
      { sample: 70_078, symbol: 'V', text: '' },
      { sample: 70_087, symbol: 'f', text: '' },
    ])
  })

  it('are refused where the end mark is missing or the file ends within one', () => {
    expect(() => readAnnotations(words(annotation(1, 5)), 'x.atr')).toThrow(/byte 2: it has no end mark/)
    expect(() => readAnnotations(words(annotation(59, 0), 1), 'x.atr')).toThrow(/ends within an annotation/)
    expect(() => readAnnotations(words(annotation(50, 0), 0), 'x.atr')).toThrow(/50 is no annotation code/)
  })
})

describe('the published rule', () => {
  const at = (sample: number, symbol: string) => ({ sample, symbol, text: '' })

  it('ends a beat a fifth of the way from the next annotation to the one after, beats or not', () => {
    const beats = findBeats([at(10, '+'), at(100, 'N'), at(400, '~'), at(709, 'V'), at(900, 'N')], 1000)
    expect(beats).toEqual([
      { sample: 100, end: 461, symbol: 'N', label: 0 },
      { sample: 709, end: 920, symbol: 'V', label: 2 },
    ])
  })
})

if (sharedData) {
  const folder = join(sharedData, 'mitdb')

  describe('the real recordings', () => {
    it('have the database’s 112,647 annotations by symbol, and samples that meet their checksums', async () => {
      const names = '100 101 102 103 104 105 106 107 108 109 111 112 113 114 115 116 117 118 119 121 122 123 124'.split(
        ' ',
      )
      const more = '200 201 202 203 205 207 208 209 210 212 213 214 215 217 219 220 221 222 223 228 230 231 232 233 234'
      const counts: Record<string, number> = {}
      for (const name of [...names, ...more.split(' ')]) {
        const { annotations, signals } = await readRecord(folder, name)
        expect(signals.map((signal) => signal.digital.length)).toEqual([650_000, 650_000])
        for (const { symbol } of annotations) counts[symbol] = (counts[symbol] ?? 0) + 1
      }
      expect(counts).toEqual({
        ...{ N: 75_052, L: 8_075, R: 7_259, j: 229, e: 16, A: 2_546, a: 150, J: 83, S: 2, V: 7_130, E: 106, F: 803 },
        ...{ '/': 7_028, f: 982, Q: 33, '+': 1_291, '~': 616, '!': 472, '"': 437, x: 193, '|': 132, '[': 6, ']': 6 },
      })
    })

    it('are refused by name where a file is missing', async () => {
      await expect(readRecord(folder, '999')).rejects.toThrow(/999\.hea: it does not exist/)
    })
  })
}
