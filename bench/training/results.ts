import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { z } from 'zod'
import { modes } from './contestants.ts'

/** One contestant in one mode, round by round: milliseconds of the machine a step, and of processor time a step. */
const sampleSchema = z.object({
  contestant: z.string(),
  mode: z.enum(modes),
  ms: z.array(z.number()),
  cpuMs: z.array(z.number()),
})
export type Sample = z.infer<typeof sampleSchema>

const modelSchema = z.object({
  model: z.number().int(),
  measuredAt: z.string(),
  /** Programs that wanted the processor before the start, on average over a minute. */
  load: z.number(),
  rounds: z.number(),
  secondsEach: z.number(),
  parameters: z.number().int(),
  /** Of one step: a multiplication and an addition count two. */
  gflop: z.number(),
  samples: z.array(sampleSchema),
  /** What contestants chose by themselves, by their ids. */
  notes: z.record(z.string(), z.string()),
  /** Processor time that the busiest waiting contestant used, as a share of one core; null where it cannot be known. */
  idleShare: z.number().nullable(),
})
export type ModelSpeed = z.infer<typeof modelSchema>

const machineSchema = z.object({
  cpu: z.string(),
  cores: z.number().int(),
  memoryGib: z.number(),
  vectorExtensions: z.array(z.string()),
  system: z.string(),
})
export type Machine = z.infer<typeof machineSchema>

export const resultsSchema = z.object({
  machine: machineSchema,
  versions: z.record(z.string(), z.string()),
  data: z.object({ isReal: z.boolean(), beats: z.number().int() }),
  models: z.array(modelSchema),
})
/** All that `training-speed.json` holds. */
export type Results = z.infer<typeof resultsSchema>

/** Results of earlier runs; null where there are none. */
export function readResults(file: string): Results | null {
  return existsSync(file) ? resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
}

export async function writeResults(file: string, results: Results): Promise<void> {
  const options = { ...(await resolveConfig(file)), parser: 'json' as const }
  writeFileSync(file, await format(JSON.stringify(results), options))
}

/** Results with one model's replaced or added. Those of another machine, other versions or other beats are dropped. */
export function withModel(earlier: Results | null, now: Omit<Results, 'models'>, model: ModelSpeed): Results {
  const isSame = earlier !== null && sourceOf(earlier) === sourceOf(now)
  const others = isSame ? earlier.models.filter((other) => other.model !== model.model) : []
  return { ...now, models: [...others, model].sort((a, b) => a.model - b.model) }
}

function sourceOf({ machine, versions, data }: Omit<Results, 'models'>): string {
  const sorted = Object.entries(versions).sort(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([machine, sorted, data])
}
