import type { Recipe } from './recipe.ts'

/** What the learning rate of one step depends on. */
export interface StepPlace {
  /** From 1. */
  epoch: number
  /** From 0, within the epoch. */
  step: number
  stepsPerEpoch: number
  /** Validation losses of the epochs before, oldest first. */
  validationLosses: readonly number[]
}

type Scheduled = Pick<Recipe, 'optimiser' | 'schedule' | 'warmUpEpochs' | 'epochs'>

/**
 * The learning rate of one step. It follows from the recipe and the epochs before alone, so that a resumed run needs no
 * state for it.
 *
 * Warm-up: (steps done + 1) / (steps of the warm-up) times the rate; the schedule begins behind it, with e = 0 epochs.
 * Step: factor^floor(e / every), or with finished steps for e (PyTorch's StepLR).
 * Cosine: minimum + (1 - minimum) (1 + cos(pi e / E)) / 2, E the epochs behind the warm-up (Loshchilov and Hutter 2017;
 * PyTorch's CosineAnnealingLR); at its minimum from then on.
 * Plateau: one more factor whenever the loss has not fallen for more than `patience` epochs (PyTorch's
 * ReduceLROnPlateau with threshold 0).
 */
export function learningRateAt(recipe: Scheduled, place: StepPlace): number {
  const { warmUpEpochs, optimiser } = recipe
  if (place.epoch <= warmUpEpochs) {
    const done = (place.epoch - 1) * place.stepsPerEpoch + place.step
    return (optimiser.learningRate * (done + 1)) / (warmUpEpochs * place.stepsPerEpoch)
  }
  return optimiser.learningRate * scheduleFactor(recipe, place)
}

/**
 * Whether the learning rate is 0 after `epoch` epochs: behind a cosine that falls to 0. Weights stay as they are then, but
 * the running statistics of batch norm still move, and another epoch may become the best one.
 */
export function isRateSpent({ schedule, epochs }: Pick<Recipe, 'schedule' | 'epochs'>, epoch: number): boolean {
  return schedule.type === 'cosine' && schedule.minimum === 0 && epoch >= epochs
}

/** What the learning rate does behind a recipe's last epoch, where the recipe alone does not tell; else empty. */
export function describeRateBeyond({ schedule, epochs }: Pick<Recipe, 'schedule' | 'epochs'>): string {
  if (schedule.type !== 'cosine') return ''
  if (schedule.minimum === 0)
    return `The cosine ends at epoch ${epochs}: behind it the learning rate is 0, and no weight changes any more.`
  return `The cosine ends at epoch ${epochs}: behind it the learning rate stays at ${schedule.minimum} times its first value.`
}

function scheduleFactor({ schedule, warmUpEpochs, epochs }: Scheduled, place: StepPlace): number {
  const epochsDone = place.epoch - 1 - warmUpEpochs
  switch (schedule.type) {
    case 'constant':
      return 1
    case 'step': {
      const done = schedule.unit === 'epochs' ? epochsDone : epochsDone * place.stepsPerEpoch + place.step
      return schedule.factor ** Math.floor(done / schedule.every)
    }
    case 'cosine': {
      const share = Math.min(1, epochsDone / Math.max(1, epochs - warmUpEpochs))
      return schedule.minimum + ((1 - schedule.minimum) * (1 + Math.cos(Math.PI * share))) / 2
    }
    case 'plateau':
      return schedule.factor ** countPlateaus(place.validationLosses.slice(warmUpEpochs), schedule.patience)
  }
}

function countPlateaus(losses: readonly number[], patience: number): number {
  let plateaus = 0
  let best = Infinity
  let bad = 0
  for (const loss of losses) {
    if (loss < best) {
      best = loss
      bad = 0
    } else if (++bad > patience) {
      plateaus += 1
      bad = 0
    }
  }
  return plateaus
}
