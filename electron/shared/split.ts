import { z } from 'zod'

export const partSchema = z.enum(['train', 'validation', 'test'])
export type Part = z.infer<typeof partSchema>
export const parts = partSchema.options

/**
 * How beats are parted.
 * `published`: the source's own two files, 20 % of the training file (stratified by class, seeded) as validation.
 * `sample`: the built-in sample's records; the same 20 % rule inside its training records; no person in train and test.
 * `inter-patient`: the halves DS1 and DS2 of de Chazal, O'Dwyer and Reilly (2004); validation by records of DS1.
 * `k-fold`: persons dealt into folds so that classes keep their proportions; each fold is once the test part and once the
 * validation part of another; repeated with other deals.
 * `custom`: whole records as the user put them; those that are not named are left out.
 */
export const splitDefinitionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('published') }),
  z.strictObject({ kind: z.literal('sample') }),
  /** `keepPersonsTogether`: record 202 stands beside 201, which is the same person, instead of in DS2. */
  z.strictObject({ kind: z.literal('inter-patient'), keepPersonsTogether: z.boolean() }),
  z.strictObject({
    kind: z.literal('k-fold'),
    folds: z.number().int().min(3, 'Training, validation and test need at least three folds.').max(20),
    repeats: z.number().int().min(1).max(10),
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1),
  }),
  z.strictObject({
    kind: z.literal('custom'),
    name: z.string().trim().min(1, 'A name is needed.').max(60),
    records: z.record(z.string(), partSchema),
  }),
])
export type SplitDefinition = z.infer<typeof splitDefinitionSchema>
export type SplitKind = SplitDefinition['kind']

/** What a split is called among those of its data set, in studies and on the command line: `published`, `k-fold-5x2-seed-1`. */
export const splitKeySchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'A split is named in lower-case letters, digits and hyphens.')

/** The key that follows from a definition: equal definitions of a data set are one split. */
export function splitKeyOf(definition: SplitDefinition): string {
  switch (definition.kind) {
    case 'published':
    case 'sample':
      return definition.kind
    case 'inter-patient':
      return definition.keepPersonsTogether ? 'inter-patient-together' : 'inter-patient'
    case 'k-fold':
      return `k-fold-${definition.folds}x${definition.repeats}-seed-${definition.seed}`
    case 'custom':
      return `custom-${slugOf(definition.name)}`
  }
}

function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return slug === '' ? 'split' : slug
}

/** Beats per class, in the order N S V F Q. */
export const classCountsSchema = z.array(z.number().int()).length(5)
export const badgeSchema = z.object({ text: z.string(), tone: z.enum(['success', 'warning']) })
export type Badge = z.infer<typeof badgeSchema>

const countsByPartSchema = z.object({
  train: classCountsSchema,
  validation: classCountsSchema,
  test: classCountsSchema,
})

/** One way of parting the beats: the only one of a split, or one of its folds. */
export const foldSchema = z.object({
  counts: countsByPartSchema,
  /** Records with beats in each part; null where the data names none. */
  records: z
    .object({ train: z.array(z.string()), validation: z.array(z.string()), test: z.array(z.string()) })
    .nullable(),
  /** Persons with beats in train or validation and in test as well; null where the data names no persons. */
  sharedPersons: z.number().int().nullable(),
  /** Persons with beats in train and in validation as well. */
  validationSharedPersons: z.number().int().nullable(),
})
export type Fold = z.infer<typeof foldSchema>

/** A split of one data set, with the overlap that its badge shows. */
export const splitSummarySchema = z.object({
  key: splitKeySchema,
  definition: splitDefinitionSchema,
  label: z.string(),
  description: z.string(),
  /** One, or the folds of all repeats: those of the first repeat first. */
  folds: z.array(foldSchema).min(1),
  /** Beats in no part, by class. */
  leftOut: classCountsSchema,
  /** The most of any fold. */
  sharedPersons: z.number().int().nullable(),
  validationSharedPersons: z.number().int().nullable(),
  persons: z.number().int().nullable(),
  badge: badgeSchema,
  /** The classes that have enough beats for their F1 to mean something: the headline score is of these. */
  headlineClasses: z.array(z.number().int()),
})
export type SplitSummary = z.infer<typeof splitSummarySchema>

/** The name of a part's tensor in a split's file: of the first fold `train`, of the third `train.3`. */
export function splitTensorName(part: Part, fold: number): string {
  return fold === 0 ? part : `${part}.${fold + 1}`
}

/** Which beats (0-based rows of the data set's file) belong to which part. */
export type SplitRows = Record<Part, Uint32Array>

/** One fold of a split. @throws RangeError where it has none of that number: a defect of the caller. */
export function foldOf({ key, folds }: Pick<SplitSummary, 'key' | 'folds'>, fold: number): Fold {
  const found = folds[fold]
  if (found) return found
  throw new RangeError(`The split ${key} has ${folds.length} folds, no ${fold}.`)
}

/** Folds of one repeat: the number of times that a seed's beats are parted before all have been tested. */
export function foldsPerRepeat({ definition }: Pick<SplitSummary, 'definition'>): number {
  return definition.kind === 'k-fold' ? definition.folds : 1
}

/** Beats per class of a part; of folds, those of one repeat together, in which every test beat stands once. */
export function partCounts(summary: Pick<SplitSummary, 'definition' | 'folds'>, part: Part): number[] {
  const first = summary.folds.slice(0, foldsPerRepeat(summary))
  return first[0]!.counts[part].map((_, label) => first.reduce((sum, { counts }) => sum + counts[part][label]!, 0))
}

/** The badge's words: "patients separate" only at zero shared persons (or "N patients shared" for a few). */
export function splitBadge(sharedPersons: number | null, persons: number | null): Badge {
  if (sharedPersons === null) return { text: 'patients unknown', tone: 'warning' }
  if (sharedPersons === 0) return { text: 'patients separate', tone: 'success' }
  if (persons !== null && sharedPersons * 2 < persons) {
    return { text: `${sharedPersons} ${sharedPersons === 1 ? 'patient' : 'patients'} shared`, tone: 'warning' }
  }
  return { text: 'patients overlap', tone: 'warning' }
}

/**
 * The badge beside a score on one part. Where validation beats were drawn by beat, their score never stands on new
 * patients, whatever the split keeps apart from the test part.
 */
export function partBadge(
  split: Pick<SplitSummary, 'badge' | 'validationSharedPersons' | 'persons'>,
  part: Part,
): Badge {
  if (part === 'test' || split.validationSharedPersons === null) return split.badge
  const badge = splitBadge(split.validationSharedPersons, split.persons)
  return badge.text === 'patients overlap' ? { text: 'same patients as training', tone: 'warning' } : badge
}

/**
 * Fewer beats of a class than this, in training or in test, and one beat more or less moves its F1 by several hundredths:
 * it then stays out of the headline score. On DS1 and DS2 without paced records this is Q, with 8 and 7 beats.
 */
export const fewestBeatsOfClass = 10

/**
 * The classes with enough beats to train on in every fold, and to test on (folds of a repeat are scored together); all five
 * where fewer than two have.
 */
export function headlineClassesOf(split: Pick<SplitSummary, 'definition' | 'folds'>): number[] {
  const tested = partCounts(split, 'test')
  const all = tested.map((_, label) => label)
  const enough = all.filter(
    (label) =>
      tested[label]! >= fewestBeatsOfClass &&
      split.folds.every(({ counts }) => counts.train[label]! >= fewestBeatsOfClass),
  )
  return enough.length < 2 ? all : enough
}
