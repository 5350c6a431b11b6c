import { blockOf, publishedHead, recurrentOf } from '../../electron/shared/architecture.ts'
import { noAugmentation, publishedRecipe, type Recipe } from '../../electron/shared/recipe.ts'
import type { Epoch } from '../../electron/shared/run.ts'
import type { NewVariant } from '../../electron/shared/study.ts'
import type { Engine } from '../../electron/engine/createEngine.ts'

/**
 * A small design with all that a resumed run could get wrong: moments, batch norm, dropout, augmentation, a schedule that
 * looks back, best weights.
 */
export function restlessVariant(name = 'Restless', recipe: Partial<Recipe> = {}): NewVariant {
  return {
    name,
    architecture: {
      blocks: [blockOf({ filters: 8, kernelSize: 5, dropout: 0.2 }), blockOf({ filters: 8, kernelSize: 3 })],
      recurrent: [recurrentOf({ cell: 'lstm', units: 4, bidirectional: true })],
      head: { ...publishedHead(), reduce: 'last', dense: [] },
    },
    recipe: {
      ...publishedRecipe(),
      epochs: 12,
      earlyStopping: null,
      schedule: { type: 'plateau', factor: 0.5, patience: 1 },
      finalWeights: 'best',
      augmentation: { ...noAugmentation(), gaussianNoise: { sigma: 0.01 }, zeroMasking: { probability: 0.05 } },
      ...recipe,
    },
    published: null,
  }
}

/** All that a run computed, to be compared with another's. */
export interface RunResult {
  curve: Omit<Epoch, 'durationMs'>[]
  bestEpoch: number | null
  weightsSha256: string
  logits: { validation: number[][]; test: number[][] }
}

export async function resultOf(engine: Pick<Engine, 'invoke'>, id: number): Promise<RunResult> {
  const { curve, bestEpoch } = await engine.invoke('run.get', { id })
  const { sha256 } = await engine.invoke('run.weights', { id })
  const logitsOf = async (part: 'validation' | 'test') => (await engine.invoke('run.predictions', { id, part })).logits
  return {
    curve: curve.map(({ durationMs: _, ...values }) => values),
    bestEpoch,
    weightsSha256: sha256,
    logits: { validation: await logitsOf('validation'), test: await logitsOf('test') },
  }
}
