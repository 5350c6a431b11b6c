import { z } from 'zod'
import { dataSetComparisonSchema } from '../dataSetComparison.ts'
import { extractionRuleSchema, symbolMappingSchema } from '../extraction.ts'
import { jobSchema } from '../job.ts'
import { idSchema, nameSchema } from '../study.ts'
import { wfdbFolderSchema } from '../wfdbFolder.ts'
import { fileRefSchema } from './fileRef.ts'

/** The suffix of the annotation files: `atr` for `100.atr`. */
const annotatorSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,30}$/, 'An annotator is a suffix of letters and digits, such as atr.')
  .default('atr')

/** Commands on original recordings (WFDB), and on what was made of them. Part of `commands`. */
export const recordCommands = {
  /** What the records of a folder are, by headers and annotations. */
  'dataset.readFolder': {
    input: z.object({ folder: fileRefSchema, annotator: annotatorSchema }),
    output: wfdbFolderSchema,
  },
  /**
   * Cuts beats from the records of a folder. Where a record cannot be read, nothing is imported, unless `skipBad`, which
   * leaves it out and says so in the provenance.
   */
  'dataset.importRecords': {
    input: z.object({
      name: nameSchema,
      folder: fileRefSchema,
      annotator: annotatorSchema,
      /** `split,row,record,sample,symbol,label` of each beat, in whose order they are to stand; or that in the folder. */
      index: z.union([fileRefSchema, z.literal('in-folder')]).optional(),
      rule: extractionRuleSchema,
      /** What differs from EC57. */
      mapping: symbolMappingSchema.default({}),
      /** All when left out. */
      records: z.array(z.string().min(1)).min(1).optional(),
      skipBad: z.boolean().default(false),
      /** By record, where the person is another than `dataset.readFolder` says. */
      persons: z.record(z.string(), z.string().trim().min(1).max(100)).default({}),
    }),
    output: jobSchema,
  },
  /** Compares two data sets as multisets of rows. */
  'dataset.compare': { input: z.object({ a: idSchema, b: idSchema }), output: dataSetComparisonSchema },
  /** A path to the data set's beats, for programs on this machine (the form is in `shared/beatsFile.ts`). */
  'dataset.file': {
    input: z.object({ id: idSchema }),
    output: z.object({ path: z.string(), sha256: z.string(), bytes: z.number() }),
  },
} as const
