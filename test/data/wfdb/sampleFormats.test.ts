import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { countBytes, countSamples, sampleFormats } from '../../../electron/data/wfdb/sampleFormats.ts'
import type { SampleFormat } from '../../../electron/data/wfdb/sampleFormats.ts'
import { encodeSamples, sampleRanges } from './encodeSamples.ts'

/** Unpacks what a file would hold, in a buffer with the four spare bytes that the reader's has. */
function unpack(format: SampleFormat, bytes: Uint8Array, count: number): number[] {
  const padded = new Uint8Array(bytes.length + 4)
  padded.set(bytes)
  const samples = new Int32Array(count)
  format.unpack(new DataView(padded.buffer), samples, count)
  return [...samples]
}

describe.each([...sampleFormats])('format %i', (number, format) => {
  const [min, max] = sampleRanges[number]!
  const anySamples = fc.array(fc.integer({ min, max }), { minLength: 1, maxLength: 200 })

  it('gives back any samples that were packed, also where the last block is not full', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        expect(unpack(format, encodeSamples(number, samples), samples.length)).toEqual(samples)
      }),
    )
  })

  it('takes as many bytes as its samples need, and holds as many samples as its bytes allow', () => {
    fc.assert(
      fc.property(anySamples, (samples) => {
        const bytes = encodeSamples(number, samples).length
        expect(countBytes(format, samples.length)).toBe(bytes)
        expect(countSamples(format, bytes - 1)).toBeLessThan(samples.length)
        expect(countBytes(format, countSamples(format, bytes))).toBe(bytes)
      }),
    )
  })

  it('takes the lowest sample for a missing one, unless it stores differences', () => {
    expect(format.invalid).toBe(number === 8 ? null : min)
  })
})

describe('worked examples', () => {
  it('of format 212: the first frame of record 100, and the lowest and smallest negative numbers', () => {
    const format = sampleFormats.get(212)!
    expect(unpack(format, Uint8Array.of(0xe3, 0x33, 0xf3), 2)).toEqual([995, 1011])
    expect(unpack(format, Uint8Array.of(0xff, 0x8f, 0x00), 2)).toEqual([-1, -2048])
  })

  it('of format 311: the two bits that no sample has are left alone', () => {
    expect(unpack(sampleFormats.get(311)!, Uint8Array.of(0xff, 0xff, 0xff, 0xff), 3)).toEqual([-1, -1, -1])
    expect(unpack(sampleFormats.get(311)!, Uint8Array.of(0, 0, 0, 0xc0), 3)).toEqual([0, 0, 0])
  })
})
