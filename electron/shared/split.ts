import { z } from 'zod'

/**
 * How beats are parted.
 * `published`: the source's own two files, 20 % of the training file (stratified by class, seeded) as validation.
 * `sample`: the built-in sample's records; the same 20 % rule inside its training records; no person in train and test.
 */
export const splitKindSchema = z.enum(['published', 'sample'])
export const partSchema = z.enum(['train', 'validation', 'test'])

/** Beats per class, in the order N S V F Q. */
export const classCountsSchema = z.array(z.number().int()).length(5)

/** A split of one data set, with the overlap that its badge shows. */
export const splitSummarySchema = z.object({
  kind: splitKindSchema,
  label: z.string(),
  description: z.string(),
  counts: z.object({ train: classCountsSchema, validation: classCountsSchema, test: classCountsSchema }),
  /** Persons with beats in train or validation and in test as well; null where the data names no persons. */
  sharedPersons: z.number().int().nullable(),
  persons: z.number().int().nullable(),
  badge: z.object({ text: z.string(), tone: z.enum(['success', 'warning']) }),
})

export type SplitKind = z.infer<typeof splitKindSchema>
export type Part = z.infer<typeof partSchema>
export type SplitSummary = z.infer<typeof splitSummarySchema>

/** Which beats (0-based rows of the data set's file) belong to which part. */
export type SplitRows = Record<Part, Uint32Array>

/** The badge's words: "patients separate" only at zero shared persons (or "N patients shared" for a few). */
export function splitBadge(sharedPersons: number | null, persons: number | null): SplitSummary['badge'] {
  if (sharedPersons === null) return { text: 'patients unknown', tone: 'warning' }
  if (sharedPersons === 0) return { text: 'patients separate', tone: 'success' }
  if (persons !== null && sharedPersons * 2 < persons) {
    return { text: `${sharedPersons} ${sharedPersons === 1 ? 'patient' : 'patients'} shared`, tone: 'warning' }
  }
  return { text: 'patients overlap', tone: 'warning' }
}

/**
 * The badge beside a score on one part. Every split draws its validation part from the training beats, by beat and not by
 * patient: a validation score never stands on new patients, whatever the split keeps apart.
 */
export function partBadge({ badge, sharedPersons }: SplitSummary, part: Part): SplitSummary['badge'] {
  if (part === 'test' || sharedPersons === null) return badge
  return { text: 'same patients as training', tone: 'warning' }
}
