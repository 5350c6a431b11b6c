import { describe, expect, it } from 'vitest'
import {
  amplitudeOf,
  extractionRuleSchema,
  problemOfRule,
  windowRuleSchema,
  windowSamples,
  type WindowRule,
} from '../../electron/shared/extraction.ts'

const rule = (options: Partial<Omit<WindowRule, 'kind'>> = {}) =>
  windowRuleSchema.parse({ kind: 'window', beforeMs: 250, afterMs: 400, rateHz: 125, ...options })

describe('a rule of extraction', () => {
  it('has the first channel, no filter and beats in 0..1 where nothing else is said', () => {
    expect(rule()).toEqual({
      kind: 'window',
      beforeMs: 250,
      afterMs: 400,
      rateHz: 125,
      channel: { by: 'first' },
      filter: null,
      normalise: 'beat',
    })
    const named = rule({ channel: { by: 'name', name: ' MLII ' } as WindowRule['channel'] })
    expect(named.channel).toEqual({ by: 'name', name: 'MLII', otherwise: 'first' })
  })

  it('of a window counts whole samples on either side of the beat', () => {
    expect(windowSamples(rule())).toEqual({ before: 31, after: 50, length: 81 })
    expect(windowSamples(rule({ rateHz: 360 }))).toEqual({ before: 90, after: 144, length: 234 })
  })

  it('says what its values are', () => {
    expect(amplitudeOf({ kind: 'published' })).toBe('unit')
    expect((['beat', 'record', 'none'] as const).map((normalise) => amplitudeOf(rule({ normalise })))).toEqual([
      'unit',
      'standardised',
      'millivolt',
    ])
  })

  it.each([
    [{ beforeMs: -1 }],
    [{ afterMs: 60_001 }],
    [{ rateHz: 0 }],
    [{ rateHz: 1e9 }],
    [{ filter: { lowHz: 0, highHz: 40 } }],
    [{ channel: { by: 'index' as const, index: -1 } }],
    [{ normalise: 'other' as never }],
  ])('does not take %j', (options) => {
    const base = { kind: 'window', beforeMs: 250, afterMs: 400, rateHz: 125 }
    expect(extractionRuleSchema.safeParse({ ...base, ...options }).success).toBe(false)
  })
})

describe('what a rule cannot do', () => {
  it.each([
    [{}, undefined, null],
    [{}, 360, null],
    [{ beforeMs: 0, afterMs: 0 }, undefined, /window is 0 ms long/],
    [{ beforeMs: 50, afterMs: 50 }, undefined, /50 \+ 50 ms at 125 Hz are 12 samples a beat: at least 16/],
    [{ beforeMs: 9000, afterMs: 9000 }, undefined, /2250 samples a beat: at most 2000/],
    [{ filter: { lowHz: 40, highHz: 40 } }, undefined, /lower edge of 40 Hz is not below its upper edge of 40 Hz/],
    [
      { filter: { lowHz: 1, highHz: 62.5 } },
      undefined,
      /62.5 Hz is not below half of the 125 samples a second that beats get/,
    ],
    [{ filter: { lowHz: 1, highHz: 62 } }, undefined, null],
    [
      { filter: { lowHz: 1, highHz: 55 } },
      100,
      /55 Hz is not below half of the 100 samples a second that the record has/,
    ],
    [{ rateHz: 361 }, 360, /Beats at 361 Hz cannot be had of a record of 360 Hz/],
    [{ rateHz: 360 }, 360, null],
  ])('by a window of %j, on a record of %s Hz', (options, recordRateHz, problem) => {
    const found = problemOfRule(rule(options), recordRateHz)
    if (problem === null) expect(found).toBeNull()
    else expect(found).toMatch(problem)
  })

  it('by the published rule is any record but of 360 Hz', () => {
    expect(problemOfRule({ kind: 'published' })).toBeNull()
    expect(problemOfRule({ kind: 'published' }, 360)).toBeNull()
    expect(problemOfRule({ kind: 'published' }, 250)).toMatch(/250 samples a second/)
  })
})
