import type { Augmentation, ClassWeights, Optimiser, Recipe, Schedule } from '../recipe.ts'
import type { Factors } from './factorColumns.ts'

/** Every field has its factors: a new one must be given some, or recipes that differ in it would look alike. */
type FactorsOf<Whole> = { [Field in keyof Whole]: (value: Whole[Field]) => Factors }

/** The factors of a recipe; see `designFactors`. */
export function recipeFactors(recipe: Recipe): Factors {
  return factorsOf(recipe, fieldFactors)
}

function factorsOf<Whole extends object>(whole: Whole, readers: FactorsOf<Whole>): Factors {
  const fields = Object.keys(readers) as (keyof Whole)[]
  return Object.assign({}, ...fields.map((field) => readers[field](whole[field]))) as Factors
}

const augmentationFactors: FactorsOf<Augmentation> = {
  timeShift: (step) => ({ 'time shift': step?.samples ?? 0 }),
  amplitudeScale: (step) => ({ 'amplitude scale': step?.range ?? 0 }),
  gaussianNoise: (step) => ({ 'Gaussian noise': step?.sigma ?? 0 }),
  zeroMasking: (step) => ({ 'zero masking': step?.probability ?? 0 }),
  cutMix: (step) => ({ CutMix: step?.share ?? 0 }),
}

const fieldFactors: FactorsOf<Recipe> = {
  optimiser: optimiserFactors,
  schedule: (schedule) => ({ schedule: scheduleText(schedule) }),
  warmUpEpochs: (epochs) => ({ 'warm-up': epochs }),
  gradientClipping: (clipping) => ({
    'gradient clipping': clipping === null ? 'none' : `${clipping.type} ${clipping.maximum}`,
  }),
  batchSize: (size) => ({ 'batch size': size }),
  epochs: (epochs) => ({ epochs }),
  earlyStopping: (stopping) => ({
    'early stopping': stopping === null ? 'none' : `${stopping.monitor} ${stopping.patience}`,
  }),
  finalWeights: (kept) => ({ 'final weights': kept }),
  classWeights: (weights) => ({ 'class weights': weightsText(weights) }),
  focalGamma: (gamma) => ({ 'focal gamma': gamma }),
  labelSmoothing: (share) => ({ 'label smoothing': share }),
  augmentation: (augmentation) => factorsOf(augmentation, augmentationFactors),
  initialisation: (initialisation) => ({ initialisation }),
}

/** What one optimiser has and another lacks matches any level. */
function optimiserFactors(optimiser: Optimiser): Factors {
  const shared = {
    optimiser: optimiser.name,
    'learning rate': optimiser.learningRate,
    'weight decay': optimiser.weightDecay,
  }
  const none = { momentum: null, nesterov: null, 'beta 1': null, 'beta 2': null, epsilon: null }
  if ('momentum' in optimiser)
    return { ...shared, ...none, momentum: optimiser.momentum, nesterov: optimiser.nesterov ? 'yes' : 'no' }
  const { beta1, beta2, epsilon } = optimiser
  return { ...shared, ...none, 'beta 1': beta1, 'beta 2': beta2, epsilon }
}

function scheduleText(schedule: Schedule): string {
  switch (schedule.type) {
    case 'constant':
      return 'constant'
    case 'step':
      return `times ${schedule.factor} every ${schedule.every} ${schedule.unit}`
    case 'cosine':
      return schedule.minimum === 0 ? 'cosine' : `cosine to ${schedule.minimum}`
    case 'plateau':
      return `times ${schedule.factor} after ${schedule.patience} epochs without gain`
  }
}

function weightsText(weights: ClassWeights): string {
  if (typeof weights === 'string') return weights
  return Array.isArray(weights) ? weights.join(', ') : `effective number ${weights.beta}`
}
