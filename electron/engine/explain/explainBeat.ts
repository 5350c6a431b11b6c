import { AppError } from '../../shared/appError.ts'
import { paddingOf } from '../../shared/beatsFile.ts'
import type { ParsedInput } from '../../shared/contract/commands.ts'
import type { Explanation } from '../../shared/explanation.ts'
import { mapCellsOf } from '../../shared/networkSummary.ts'
import { beatAt, rowOfBeat } from '../../data/beats.ts'
import type { Store } from '../../store/store.ts'
import type { BeatLibrary } from '../beatLibrary.ts'
import type { ExplainProgram } from './explainProgram.ts'

/** What maps are made with. */
export interface ExplainParts {
  store: Store
  library: BeatLibrary
  program: ExplainProgram
}

/**
 * A map over one beat: made from the run's weights, or read from the store where they are not kept.
 * @throws AppError `not-found` for a beat that is not of the part, or where there are neither weights nor a stored map.
 */
export async function explainBeat(parts: ExplainParts, request: ParsedInput<'explain.map'>): Promise<Explanation> {
  const { store, library, program } = parts
  const { runId, part, row, targetClass, layer } = request
  const weights = store.runs.weights(runId)
  if (!weights || !store.files.has(weights.sha256)) return storedMap(store, request)
  const plan = store.runs.plan(runId)
  const { dataSetId, split, architecture } = plan
  const beats = library.beats(dataSetId)
  const found = rowOfBeat(beats, split, { rows: library.rows(plan, part), number: row })
  if (found === undefined)
    throw new AppError('not-found', `Beat ${row} is not in the ${part} part.`, 'Choose one of the list.')
  const { samples, label, record, recordSample } = beatAt(beats, found)
  const answer = await program.explain({
    architecture,
    weightsPath: store.files.materialise(weights.sha256),
    samples,
    ...(targetClass === undefined ? {} : { targetClass }),
    ...(layer === undefined ? {} : { layer }),
  })
  const { sampleRateHz, amplitude = 'unit' } = beats.metadata
  const padding = paddingOf(samples, amplitude)
  const beat = { label, samples, padding, sampleRateHz, amplitude, record, recordSample }
  const cells = mapCellsOf(architecture, answer.layer, samples.length)
  return { runId, part, row, ...answer, ...cells, ...beat, isStored: false }
}

function storedMap(store: Store, request: ParsedInput<'explain.map'>): Explanation {
  const map = store.explanations.find(request)
  if (map) return { ...map, layers: store.explanations.layers(map) }
  const hasOthers = store.explanations.rows(request.runId, request.part).includes(request.row)
  throw new AppError(
    'not-found',
    `The weights of run ${request.runId} are not kept, and no such map of beat ${request.row} is stored.`,
    hasOthers
      ? 'Choose the class and layer that were stored.'
      : 'Choose a beat with a stored map, or train the run again.',
  )
}
