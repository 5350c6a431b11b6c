import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { AppError } from '../../../electron/shared/appError.ts'
import { readAnnotations } from '../../../electron/data/wfdb/readAnnotations.ts'
import type { AnnotatedRecord } from '../../../electron/data/wfdb/readAnnotations.ts'
import { annotationFile, channel, note, number, skip, subtype, word } from './encodeAnnotations.ts'

const read = (bytes: Uint8Array, record?: AnnotatedRecord) => readAnnotations(bytes, 'x.atr', record)
const plain = { text: '', subtype: 0, channel: 0, number: 0 }

describe('annotations', () => {
  it('add up times, and follow skips forth and back', () => {
    const bytes = annotationFile(word(28, 18), word(1, 59), skip(70_000), word(5, 1), skip(-30), word(38, 9))
    expect(read(bytes)).toEqual([
      { ...plain, sample: 18, symbol: '+' },
      { ...plain, sample: 77, symbol: 'N' },
      { ...plain, sample: 70_078, symbol: 'V' },
      { ...plain, sample: 70_057, symbol: 'f' },
    ])
  })

  it('keep subtype and text to themselves, and hand channel and number on', () => {
    const first = [word(1, 1), number(-2), subtype(-128), channel(200), note('four')]
    const bytes = annotationFile(...first, word(1, 1), note('odd'), word(1, 1), channel(1), number(0))
    expect(read(bytes)).toEqual([
      { sample: 1, symbol: 'N', text: 'four', subtype: -128, channel: 200, number: -2 },
      { sample: 2, symbol: 'N', text: 'odd', subtype: 0, channel: 200, number: -2 },
      { sample: 3, symbol: 'N', text: '', subtype: 0, channel: 1, number: 0 },
    ])
  })

  it('have texts in UTF-8, or Latin-1 where they are none, without zeros at the end', () => {
    const texts = [note('(N\0'), note('Grüße ☃'), note(Uint8Array.of(0xb5, 0x56)), note('a\0b\0\0')]
    const bytes = annotationFile(...texts.flatMap((text) => [word(22, 1), text]))
    expect(read(bytes).map(({ text }) => text)).toEqual(['(N', 'Grüße ☃', 'µV', 'a\0b'])
  })

  it('have the symbols of their codes, and the code where it has no symbol', () => {
    const bytes = annotationFile(...Array.from({ length: 49 }, (_, index) => word(index + 1, 1)))
    const symbols = read(bytes).map(({ symbol }) => symbol)
    expect(symbols.slice(0, 14).join('')).toBe('NLRaVFJASEj/Q~')
    expect(symbols.slice(14, 18)).toEqual(['[15]', '|', '[17]', 's'])
    expect(symbols.slice(18, 41).join('')).toBe('T*D"=pB^t+u?![]en@xf()r')
    expect(symbols.slice(41)).toEqual(['[42]', '[43]', '[44]', '[45]', '[46]', '[47]', '[48]', '[49]'])
  })

  it('leave out places that are marked as no annotation, but not their time', () => {
    expect(read(annotationFile(word(0, 100), word(1, 1)))).toEqual([{ ...plain, sample: 101, symbol: 'N' }])
  })

  it('end at the end mark', () => {
    const bytes = Uint8Array.from([...annotationFile(word(1, 5)), ...annotationFile(word(1, 5))])
    expect(read(bytes)).toHaveLength(1)
  })
})

describe('notes at the start of a file', () => {
  const notes = (...texts: string[]) => texts.flatMap((text) => [word(22, 0), note(text)])

  it('define symbols of codes and are not annotations', () => {
    const definitions = notes('## annotation type definitions', '42 st ST episode', '1 n renamed', 'no definition')
    const bytes = annotationFile(...definitions, ...notes('## end of definitions', '5 W'), word(42, 1), word(1, 1))
    expect(read(bytes).map(({ symbol }) => symbol)).toEqual(['st', 'n'])
  })

  it('tell the time resolution, by which samples are converted to those of the record', () => {
    const bytes = annotationFile(...notes('## time resolution: 1000'), word(1, 500), word(1, 501))
    expect(read(bytes).map(({ sample }) => sample)).toEqual([500, 1001])
    const record: AnnotatedRecord = { sampleRateHz: 250, frameCount: 251, pastEnd: 'refuse' }
    expect(read(bytes, record).map(({ sample }) => sample)).toEqual([125, 250])
  })
})

describe('annotations that are damaged', () => {
  it.each([
    ['the end mark is missing', word(1, 5), /^x\.atr, byte 2: it has no end mark/],
    ['there is nothing', [], /byte 0: it has no end mark/],
    ['half a word is left', [...word(1, 5), 7], /byte 2: the file ends within an annotation/],
    ['a skip is cut off', [...word(1, 5), ...word(59, 0), 1, 2], /byte 4: the file ends within an annotation/],
    ['a text is cut off', [...word(1, 5), ...word(63, 40), 1, 2], /byte 4: the file ends within an annotation/],
    ['a code is none', [...word(1, 5), ...word(50, 0), 0, 0], /byte 2: 50 is no annotation code/],
    ['a field comes first', [...number(1), 0, 0], /byte 0: a field stands before the annotation/],
    ['a field follows a skip', [...word(1, 1), ...skip(1), ...note('x'), 0, 0], /byte 8: a field stands before/],
  ])('are refused by byte where %s', (_, bytes, message) => {
    expect(() => read(Uint8Array.from(bytes))).toThrow(message)
  })

  it('are refused by number and byte where they lie outside the record, unless the caller allows it', () => {
    const bytes = annotationFile(word(1, 99), word(1, 1))
    const record: AnnotatedRecord = { sampleRateHz: 360, frameCount: 100, pastEnd: 'refuse' }
    expect(() => read(bytes, record)).toThrow(
      'x.atr, byte 2: annotation 1 (counted from 0) is at sample 100; the record has samples 0 to 99.',
    )
    expect(read(bytes, { ...record, pastEnd: 'allow' })).toHaveLength(2)
    expect(read(bytes, { ...record, frameCount: 101 })).toHaveLength(2)
    expect(read(bytes, { ...record, frameCount: null })).toHaveLength(2)
    expect(() => read(annotationFile(skip(-9), word(1, 1)), record)).toThrow(/annotation 0 .* is at sample -8/)
  })

  it('of any bytes give annotations or an error that names the byte', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        try {
          expect(read(bytes).length).toBeLessThanOrEqual(bytes.length / 2)
        } catch (error) {
          expect(error).toBeInstanceOf(AppError)
          expect((error as AppError).message).toMatch(/^x\.atr, byte \d+: /)
        }
      }),
    )
  })
})

describe('any annotations', () => {
  const anyText = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.endsWith('\0'))
  const anyAnnotation = fc.record({
    gap: fc.oneof(fc.integer({ min: 1, max: 1023 }), fc.integer({ min: 1024, max: 2 ** 31 - 1 })),
    code: fc.integer({ min: 1, max: 49 }),
    subtype: fc.integer({ min: -128, max: 127 }),
    channel: fc.integer({ min: 0, max: 255 }),
    number: fc.integer({ min: -128, max: 127 }),
    text: anyText.filter((text) => new TextEncoder().encode(text).length < 256),
  })

  it('that are written out are read back', () => {
    fc.assert(
      fc.property(fc.array(anyAnnotation), (annotations) => {
        const pieces = annotations.flatMap((annotation) => [
          ...(annotation.gap > 1023
            ? [skip(annotation.gap), word(annotation.code, 0)]
            : [word(annotation.code, annotation.gap)]),
          ...[
            number(annotation.number),
            subtype(annotation.subtype),
            channel(annotation.channel),
            note(annotation.text),
          ],
        ])
        const found = read(annotationFile(...pieces))
        let sample = 0
        const expected = annotations.map(({ gap, subtype, channel, number, text }) => {
          sample += gap
          return { sample, subtype, channel, number, text }
        })
        expect(found.map(({ symbol: _, ...rest }) => rest)).toEqual(expected)
      }),
    )
  })
})
