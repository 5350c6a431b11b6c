import { z } from 'zod'
import type { Amplitude } from './amplitude.ts'

/** Which signal of a record is cut. `otherwise`: what becomes of records that have no signal of that name. */
export const channelChoiceSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('first') }),
  /** 0-based, in the order of the header. */
  z.object({ by: z.literal('index'), index: z.number().int().min(0).max(63) }),
  z.object({
    by: z.literal('name'),
    name: z.string().trim().min(1, 'A channel name is needed.').max(60),
    otherwise: z.enum(['first', 'leave-out']).default('first'),
  }),
])

/** Highest output rate; well above what an ECG is recorded at. */
const highestRateHz = 10_000
/** Samples that a beat may have. */
export const beatLengthRange = { least: 16, most: 2000 } as const
/** Of the Butterworth band-pass on each side; applied forward and backward, so that it acts twice. */
export const bandPassOrder = 3

/**
 * A window around each beat's annotation, from `beforeMs` before it up to, not including, `afterMs` behind it. The annotation
 * stands at the nearest sample of `rateHz`, exactly between two at the later one (`Math.round`). In this order: physical units; band-pass (Butterworth of {@link bandPassOrder}, forward and backward, no phase shift) over the
 * whole record at its own rate; resampling of the whole record to `rateHz` with an anti-alias filter; cut; scaling.
 * `normalise`: `beat` to 0..1 by the beat's own extremes, `record` less the record's mean and in its standard deviations,
 * `none` millivolts.
 */
export const windowRuleSchema = z.object({
  kind: z.literal('window'),
  beforeMs: z.number().min(0).max(60_000),
  afterMs: z.number().min(0).max(60_000),
  channel: channelChoiceSchema.default({ by: 'first' }),
  rateHz: z.number().positive().max(highestRateHz),
  filter: z.object({ lowHz: z.number().positive(), highHz: z.number().positive() }).nullable().default(null),
  normalise: z.enum(['beat', 'record', 'none']).default('beat'),
})

/** The rule of the published heartbeat set: 187 samples at 120 Hz in 0..1, of recordings at 360 Hz. */
export const publishedRuleSchema = z.object({ kind: z.literal('published') })

export const extractionRuleSchema = z.discriminatedUnion('kind', [publishedRuleSchema, windowRuleSchema])

/** By symbol, what differs from EC57: a label 0..4 = N S V F Q, or null for beats that are left out. */
export const symbolMappingSchema = z.record(
  z.string().regex(/^[!-~]$/, 'An annotation symbol is one character.'),
  z.number().int().min(0).max(4).nullable(),
)

/** A count of beats or a record that was left out, and why. */
export const leftOutBeatsSchema = z.object({ reason: z.string(), count: z.number().int() })

/** How one record was read for a data set, and what its header tells of the patient. */
export const extractedRecordSchema = z.object({
  record: z.string(),
  /** The annotation file. */
  annotations: z.string(),
  /** The signal that was cut, as the header calls it. */
  channel: z.string(),
  sampleRateHz: z.number(),
  age: z.number().nullable(),
  sex: z.string().nullable(),
  medication: z.string().nullable(),
  /** Most of its beats are paced. */
  isPaced: z.boolean(),
})

/** How beats were cut from recordings: what it takes to cut them again. */
export const extractionSchema = z.object({
  rule: extractionRuleSchema,
  mapping: symbolMappingSchema,
  /** The folder's name, without its path. */
  folder: z.string(),
  annotator: z.string(),
  /** The file that gave order, part and row of each beat; null where beats stand by record and time. */
  index: z.string().nullable(),
  records: z.array(extractedRecordSchema),
  leftOutRecords: z.array(z.object({ record: z.string(), reason: z.string() })),
  leftOutBeats: z.array(leftOutBeatsSchema),
})

export type ChannelChoice = z.infer<typeof channelChoiceSchema>
export type WindowRule = z.infer<typeof windowRuleSchema>
export type ExtractionRule = z.infer<typeof extractionRuleSchema>
export type Extraction = z.infer<typeof extractionSchema>
export type ExtractedRecord = z.infer<typeof extractedRecordSchema>

/** Samples of a beat before its annotation's sample, and from it on; halves are rounded up. */
export function windowSamples({ beforeMs, afterMs, rateHz }: Pick<WindowRule, 'beforeMs' | 'afterMs' | 'rateHz'>): {
  before: number
  after: number
  length: number
} {
  const before = Math.round((beforeMs * rateHz) / 1000)
  const after = Math.round((afterMs * rateHz) / 1000)
  return { before, after, length: before + after }
}

/** What the values of beats that are cut so are. */
export function amplitudeOf(rule: ExtractionRule): Amplitude {
  if (rule.kind === 'published' || rule.normalise === 'beat') return 'unit'
  return rule.normalise === 'none' ? 'millivolt' : 'standardised'
}

/**
 * What no record could be cut by, in words, or null. With a record's own rate also what cannot be done with such a record.
 */
export function problemOfRule(rule: ExtractionRule, recordRateHz?: number): string | null {
  if (rule.kind === 'published') {
    if (recordRateHz === undefined || recordRateHz === 360) return null
    return `It has ${recordRateHz} samples a second, and the published rule is one for 360: cut a window instead.`
  }
  return problemOfWindow(rule) ?? problemOfBand(rule, recordRateHz) ?? problemOfRate(rule, recordRateHz)
}

function problemOfWindow(rule: WindowRule): string | null {
  const { least, most } = beatLengthRange
  if (rule.beforeMs + rule.afterMs === 0) return 'The window is 0 ms long: choose what is to stand before and behind R.'
  const { length } = windowSamples(rule)
  const what = `${rule.beforeMs} + ${rule.afterMs} ms at ${rule.rateHz} Hz are ${length} samples a beat`
  if (length < least) return `${what}: at least ${least} are needed.`
  if (length > most) return `${what}: at most ${most} can be had.`
  return null
}

function problemOfBand({ filter, rateHz }: WindowRule, recordRateHz = Infinity): string | null {
  if (!filter) return null
  const { lowHz, highHz } = filter
  if (lowHz >= highHz) return `The band's lower edge of ${lowHz} Hz is not below its upper edge of ${highHz} Hz.`
  const limit = Math.min(rateHz, recordRateHz)
  if (highHz < limit / 2) return null
  return `The band's upper edge of ${highHz} Hz is not below half of the ${limit} samples a second that ${limit === rateHz ? 'beats get' : 'the record has'}.`
}

function problemOfRate({ rateHz }: WindowRule, recordRateHz?: number): string | null {
  if (recordRateHz === undefined || rateHz <= recordRateHz) return null
  return `Beats at ${rateHz} Hz cannot be had of a record of ${recordRateHz} Hz: samples would be invented.`
}
