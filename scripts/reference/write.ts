import { renameSync, rmSync, statSync } from 'node:fs'
import { encodeExcerpt } from '../../electron/data/excerpt.ts'
import { createBeatLibrary } from '../../electron/engine/beatLibrary.ts'
import { createExplainProgram } from '../../electron/engine/explain/explainProgram.ts'
import { evaluatedPart } from '../../electron/engine/explain/evaluatedPart.ts'
import { installedPrograms } from '../../electron/engine/programs.ts'
import { AppError } from '../../electron/shared/appError.ts'
import type { Run } from '../../electron/shared/run.ts'
import type { Excerpt } from '../../electron/store/artifact.ts'
import type { Store } from '../../electron/store/store.ts'
import { chooseExamples, type Example } from './chooseExamples.ts'
import { makeMaps } from './makeMaps.ts'
import type { ReferencePlan } from './plan.ts'
import { plannedRuns, type TrainedVariant } from './plannedRuns.ts'

/** The repository carries no larger file. */
export const mostBytes = 25_000_000

export interface WriteOptions {
  target: string
  note: (text: string) => void
}

/**
 * Makes the reference database of a finished working database: curves, scores and predicted classes of all runs; of the
 * first seed of each variant logits and maps, and the chosen weights; example beats in place of the data set.
 * An older file at `target` is replaced at the end.
 * @throws AppError as {@link plannedRuns}, or `conflict` where the file would be too large.
 */
export async function writeReference(store: Store, plan: ReferencePlan, options: WriteOptions): Promise<void> {
  const trained = plannedRuns(store, plan)
  const { examples, excerpt } = chooseExcerpt(store, plan, trained)
  await mapFirstSeeds(store, trained, { examples, note: options.note })
  const kept = keptArtifacts(store, trained)
  const temporary = `${options.target}.new`
  try {
    store.exportSelfContained(temporary, {
      includes: ({ sha256 }) => kept.has(sha256),
      isReference: true,
      halvesLogits: true,
      excerpts: [excerpt],
    })
    const { size } = statSync(temporary)
    if (size > mostBytes)
      throw new AppError('conflict', `The reference database would have ${size} bytes, more than ${mostBytes}.`)
    renameSync(temporary, options.target)
    options.note(`Wrote ${options.target}: ${(size / 1e6).toFixed(1)} MB, ${examples.length} example beats.`)
  } finally {
    rmSync(temporary, { force: true })
  }
}

/** The run whose maps, logits and perhaps weights are kept of a variant. */
function firstRun({ runs }: TrainedVariant): Run {
  const [run] = runs
  if (!run) throw new RangeError('A planned variant has no seed.')
  return run
}

function chooseExcerpt(
  store: Store,
  plan: ReferencePlan,
  trained: readonly TrainedVariant[],
): { examples: Example[]; excerpt: Excerpt } {
  const chooser = trained.find(({ variant }) => variant.name === plan.examplesBy)
  if (!chooser) throw new RangeError(`${plan.examplesBy} is not among the planned variants.`)
  const { id } = firstRun(chooser)
  const place = store.runs.plan(id)
  const { dataSetId } = place
  const library = createBeatLibrary(store)
  const beats = library.beats(dataSetId)
  const { predicted } = evaluatedPart(store, id, 'test')
  const rows = library.rows(place, 'test')
  const examples = chooseExamples(beats, { rows, predicted }, plan.examplesPerClass)
  const kept = examples.map(({ row }) => row)
  return { examples, excerpt: { dataSetId, beats: kept.length, content: encodeExcerpt(beats, kept) } }
}

async function mapFirstSeeds(
  store: Store,
  trained: readonly TrainedVariant[],
  { examples, note }: { examples: readonly Example[]; note: WriteOptions['note'] },
): Promise<void> {
  const program = createExplainProgram(installedPrograms().explain)
  const parts = { store, library: createBeatLibrary(store), program }
  try {
    for (const variant of trained) {
      const maps = await makeMaps(parts, firstRun(variant), examples)
      note(`${variant.study.name}, ${variant.variant.name}: ${maps} maps`)
    }
  } finally {
    await program.close()
  }
}

/** Hashes of what goes into the database: weights and logits of first seeds, and the rows of the split. */
function keptArtifacts(store: Store, trained: readonly TrainedVariant[]): Set<string> {
  const kept = new Set<string>()
  for (const variant of trained) {
    const { id } = firstRun(variant)
    const plan = store.runs.plan(id)
    const logits = (['validation', 'test'] as const).map((part) => evaluatedPart(store, id, part).logitsSha256)
    const weights = variant.planned.keepsWeights ? store.runs.weights(id)?.sha256 : undefined
    for (const sha256 of [...logits, weights, plan.splitSha256]) if (sha256) kept.add(sha256)
  }
  return kept
}
