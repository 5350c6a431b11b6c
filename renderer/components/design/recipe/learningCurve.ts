import { learningRateAt } from '../../../../electron/shared/learningRate.ts'
import type { Recipe } from '../../../../electron/shared/recipe.ts'

/** The learning rate at a moment of training: `epoch` 0 is the beginning, 1 the end of the first epoch. */
export interface RatePoint {
  epoch: number
  rate: number
}

const mostPoints = 400

/**
 * The learning rate over all epochs of a recipe, as far as it is known ahead: without any plateau. Several points an
 * epoch, so that warm-up and steps counted in batches show.
 */
export function learningCurve(recipe: Recipe, stepsPerEpoch: number): RatePoint[] {
  const { epochs } = recipe
  const perEpoch = Math.max(1, Math.min(stepsPerEpoch, Math.floor(mostPoints / epochs)))
  const every = Math.max(1, Math.ceil((epochs * perEpoch) / mostPoints))
  const points: RatePoint[] = []
  for (let point = 0; point < epochs * perEpoch; point += every) {
    const epoch = Math.floor(point / perEpoch) + 1
    const step = Math.floor(((point % perEpoch) * stepsPerEpoch) / perEpoch)
    const rate = learningRateAt(recipe, { epoch, step, stepsPerEpoch, validationLosses: [] })
    points.push({ epoch: epoch - 1 + step / stepsPerEpoch, rate })
  }
  const last = points.at(-1)
  return last ? [...points, { epoch: epochs, rate: last.rate }] : points
}

/** Steps of one epoch: the last batch may be smaller. */
export function stepsPerEpochOf(trainingBeats: number, batchSize: number): number {
  return Math.max(1, Math.ceil(trainingBeats / Math.max(1, batchSize)))
}
