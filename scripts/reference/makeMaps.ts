import { explainBeat, type ExplainParts } from '../../electron/engine/explain/explainBeat.ts'
import { beatClasses } from '../../electron/shared/beatClass.ts'
import type { Run } from '../../electron/shared/run.ts'
import type { Example } from './chooseExamples.ts'

/**
 * Makes and stores a run's maps for the predicted class: of every example at the first convolution, and of the first
 * right one of each class also at the last. Maps that are stored already stay; a look at the test part is journaled where
 * new ones were made. Ends with how many there are now.
 */
export async function makeMaps(parts: ExplainParts, run: Run, examples: readonly Example[]): Promise<number> {
  const { store } = parts
  const last = await lastLayer(parts, run, examples)
  const gallery = beatClasses.flatMap((_, label) => examples.find((example) => example.label === label) ?? [])
  const wanted = [
    ...examples.map(({ sourceRow }) => ({ row: sourceRow, layer: undefined })),
    ...(last === undefined ? [] : gallery.map(({ sourceRow }) => ({ row: sourceRow, layer: last }))),
  ].map((map) => ({ runId: run.id, part: 'test' as const, ...map }))
  const missing = wanted.filter((request) => !store.explanations.find(request))
  for (const request of missing) store.explanations.save(await explainBeat(parts, request))
  if (missing.length > 0) store.journal.appendLook(run.id, 'test', `maps of ${examples.length} example beats`)
  return wanted.length
}

/** The last convolution, where there is more than one. */
async function lastLayer(parts: ExplainParts, run: Run, examples: readonly Example[]): Promise<string | undefined> {
  const [example] = examples
  if (!example) return undefined
  const request = { runId: run.id, part: 'test' as const, row: example.sourceRow }
  const { layers } = parts.store.explanations.find(request) ?? (await explainBeat(parts, request))
  return layers.length > 1 ? layers.at(-1) : undefined
}
