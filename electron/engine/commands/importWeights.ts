import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../shared/appError.ts'
import type { ParsedInput } from '../../shared/contract/commands.ts'
import { layersOf } from '../../shared/network.ts'
import type { Run } from '../../shared/run.ts'
import { decodeSafetensors, type Tensor } from '../../shared/safetensors.ts'
import type { SplitSummary } from '../../shared/split.ts'
import type { Study, Variant } from '../../shared/study.ts'
import { weightShapes } from '../../shared/weightShapes.ts'
import type { EngineContext } from '../context.ts'
import { localPathOf } from '../localFile.ts'

/** Far more than the largest design that a computer could train. */
const largestBytes = 2 ** 30

/**
 * Queues a run that is scored with weights from a safetensors file, of which a copy is kept.
 * @throws AppError `conflict` where the variant has a run of this seed or the study trains it, `bad-input` for a split with folds, `bad-file` where the file is no safetensors or
 *   its tensors are not those of the design, naming the first that is not.
 */
export async function importWeights(
  { store }: EngineContext,
  { variantId, seed, file }: ParsedInput<'run.importWeights'>,
): Promise<Run> {
  const variant = store.variants.get(variantId)
  const study = store.studies.get(variant.studyId)
  refuseTakenSeed(store.runs.find(variantId, seed) !== null, variant, seed)
  refuseStudySeed(study, seed)
  refuseFolds(store.splits.get(study.dataSetId, study.split).summary)
  const source = localPathOf(file)
  const fileName = path.basename(source)
  const bytes = await readWeights(source, fileName)
  const { beatLength } = store.dataSets.get(study.dataSetId)
  checkTensors(decodeSafetensors(bytes, fileName).tensors, { ...variant, beatLength }, fileName)
  const weights = store.files.putBytes(bytes, 'weights')
  try {
    return store.transaction(() => {
      const run = store.runs.insertImported(variantId, seed, { weights, fileName })
      const details = { fileName, sha256: weights.sha256 }
      store.journal.append({ what: 'imported weights', noun: 'run', id: run.id, details })
      return run
    })
  } catch (error) {
    store.files.release(weights)
    throw error
  }
}

function refuseTakenSeed(isTaken: boolean, { name }: Variant, seed: number): void {
  if (isTaken)
    throw new AppError(
      'conflict',
      `"${name}" has a run of seed ${seed} already.`,
      'Choose another seed, or delete that run first.',
    )
}

/** A run of the seed would stand in the way of training it. */
function refuseStudySeed({ name, seeds }: Study, seed: number): void {
  if (seeds.includes(seed))
    throw new AppError(
      'conflict',
      `Seed ${seed} is one that “${name}” trains: imported weights would stand in its place.`,
      `Take a seed that the study has not, such as ${Math.max(...seeds) + 1}.`,
    )
}

/** Which of the folds they were trained on, nobody knows. */
function refuseFolds({ label, folds }: SplitSummary): void {
  if (folds.length > 1)
    throw new AppError(
      'bad-input',
      `Weights cannot be scored on a split with folds (${label}).`,
      'Import them into a study on a split with one test part.',
    )
}

async function readWeights(source: string, fileName: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(source)
    if (size > largestBytes)
      throw new AppError('bad-file', `${fileName} has ${size} bytes: too many for weights.`, 'Choose another file.')
    return await readFile(source)
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('bad-file', `${fileName} cannot be read (${(error as NodeJS.ErrnoException).code}).`)
  }
}

function checkTensors(
  tensors: ReadonlyMap<string, Tensor>,
  { name, architecture, beatLength }: Pick<Variant, 'name' | 'architecture'> & { beatLength: number },
  fileName: string,
): void {
  const hint =
    'Names and shapes are those of `run export --format safetensors`; these weights belong to another design, or to ' +
    'beats of another length.'
  const refuse = (what: string) => new AppError('bad-file', `${fileName} does not fit "${name}": ${what}.`, hint)
  const refuseValues = (what: string) =>
    new AppError('bad-file', `${fileName} cannot be scored: ${what}.`, 'Choose another file: its training went wrong.')
  const expected = weightShapes(layersOf(architecture, beatLength))
  for (const [tensorName, shape] of expected) {
    const tensor = tensors.get(tensorName)
    if (!tensor) throw refuse(`it has no tensor ${tensorName}`)
    if (tensor.dtype !== 'F32' || tensor.shape.join() !== shape.join())
      throw refuse(
        `${tensorName} should be F32 [${shape.join(', ')}], but is ${tensor.dtype} [${tensor.shape.join(', ')}]`,
      )
    const fault = faultOf(tensorName, tensor.data)
    if (fault) throw refuseValues(`${tensorName} has ${fault}`)
  }
  const foreign = [...tensors.keys()].find((tensorName) => !expected.has(tensorName))
  if (foreign !== undefined) throw refuse(`the design has no ${foreign}`)
}

/** Values with which no beat could be scored; null where there are none. */
function faultOf(tensorName: string, values: Float32Array): string | null {
  if (!values.every(Number.isFinite)) return 'a value that is infinite or not a number'
  if (tensorName.endsWith('.running_var') && values.some((value) => value < 0)) return 'a negative variance'
  return null
}
