import { beatClasses } from '../../../../electron/shared/beatClass.ts'
import type {
  Augmentation,
  ClassWeights,
  Clipping,
  Optimiser,
  Recipe,
  Schedule,
} from '../../../../electron/shared/recipe.ts'

/** Optimisers by the name of the schema. */
export const optimiserNames: Record<Optimiser['name'], string> = {
  adam: 'Adam',
  adamw: 'AdamW',
  sgd: 'SGD',
  sgdw: 'SGDW',
}

/** 0.001 as "1e−3"; numbers that are short as they are stay so. */
export function shortNumber(value: number): string {
  if (value === 0 || (value >= 0.01 && value < 10_000)) return String(value)
  return value.toExponential().replace('e+', 'e').replace('e-', 'e−')
}

/** "Adam 1e−3, decay 1e−5 coupled": the optimiser with what is usually told of it. */
export function describeOptimiser(optimiser: Optimiser): string {
  const parts = [`${optimiserNames[optimiser.name]} ${shortNumber(optimiser.learningRate)}`]
  if ('momentum' in optimiser) parts.push(`${optimiser.nesterov ? 'Nesterov' : 'momentum'} ${optimiser.momentum}`)
  const isCoupled = optimiser.name === 'adam' || optimiser.name === 'sgd'
  if (optimiser.weightDecay > 0)
    parts.push(`decay ${shortNumber(optimiser.weightDecay)} ${isCoupled ? 'coupled' : 'decoupled'}`)
  return parts.join(', ')
}

/** Numbers of the optimiser that are rarely changed. */
export function describeMoments(optimiser: Optimiser): string {
  if (!('beta1' in optimiser)) return ''
  return `${optimiser.beta1}, ${optimiser.beta2}, ${shortNumber(optimiser.epsilon)}`
}

/** "norm 1", "value 0.5", "none". */
export function describeClipping(clipping: Clipping | null): string {
  return clipping ? `${clipping.type} ${shortNumber(clipping.maximum)}` : 'none'
}

function scheduleText(schedule: Schedule): string {
  switch (schedule.type) {
    case 'constant':
      return 'constant'
    case 'step':
      return `× ${schedule.factor} every ${schedule.every} ${schedule.unit}`
    case 'cosine':
      return schedule.minimum > 0 ? `cosine to ${shortNumber(schedule.minimum)}` : 'cosine'
    case 'plateau':
      return `× ${schedule.factor} on a plateau, patience ${schedule.patience}`
  }
}

/** "cosine, warm-up 3": how the learning rate goes. */
export function describeSchedule({ schedule, warmUpEpochs }: Pick<Recipe, 'schedule' | 'warmUpEpochs'>): string {
  return scheduleText(schedule) + (warmUpEpochs > 0 ? `, warm-up ${warmUpEpochs}` : '')
}

/** "batch 64, at most 20 epochs, stop after 3". */
export function describeLength({ batchSize, epochs, earlyStopping }: Recipe): string {
  const stop = earlyStopping ? [`patience ${earlyStopping.patience}`] : []
  return [
    `batch ${batchSize}`,
    `${earlyStopping ? 'at most ' : ''}${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`,
    ...stop,
  ].join(', ')
}

/** "none", "balanced", "effective number 0.999", "N 1, S 2, …". */
export function describeWeights(weights: ClassWeights): string {
  if (typeof weights === 'string') return weights
  if (!Array.isArray(weights)) return `effective number ${weights.beta}`
  return weights.map((weight, label) => `${beatClasses[label] ?? label} ${weight}`).join(', ')
}

/** "cross-entropy", "focal 2, balanced, smoothing 0.1". */
export function describeLoss({ classWeights, focalGamma, labelSmoothing }: Recipe): string {
  const parts = [focalGamma > 0 ? `focal ${focalGamma}` : 'cross-entropy']
  if (classWeights !== 'none') parts.push(Array.isArray(classWeights) ? 'own weights' : describeWeights(classWeights))
  if (labelSmoothing > 0) parts.push(`smoothing ${labelSmoothing}`)
  return parts.join(', ')
}

/** "none", "noise 0.01, masking 0.1". */
export function describeAugmentation(augmentation: Augmentation): string {
  const { timeShift, amplitudeScale, gaussianNoise, zeroMasking, cutMix } = augmentation
  const parts = [
    timeShift ? `shift ${timeShift.samples}` : '',
    amplitudeScale ? `amplitude ${amplitudeScale.range}` : '',
    gaussianNoise ? `noise ${gaussianNoise.sigma}` : '',
    zeroMasking ? `masking ${zeroMasking.probability}` : '',
    cutMix ? `CutMix ${cutMix.share}` : '',
  ]
  return parts.filter(Boolean).join(', ') || 'none'
}

const initialisations = { pytorch: 'PyTorch', keras: 'Keras' } as const

/** What changed against the baseline's recipe: "optimiser Adam 1e−3 → AdamW 1e−3". Empty for equal recipes. */
export function recipeDifferences(baseline: Recipe, recipe: Recipe): string[] {
  const aspects: [string, (recipe: Recipe) => string][] = [
    ['optimiser', ({ optimiser }) => describeOptimiser(optimiser)],
    ['betas, epsilon', ({ optimiser }) => describeMoments(optimiser)],
    ['schedule', describeSchedule],
    ['clipping', ({ gradientClipping }) => describeClipping(gradientClipping)],
    ['batch size', ({ batchSize }) => String(batchSize)],
    ['epochs', ({ epochs }) => String(epochs)],
    ['early stop', describeStopping],
    ['weights kept', ({ finalWeights }) => finalWeights],
    ['class weights', ({ classWeights }) => describeWeights(classWeights)],
    ['focal gamma', ({ focalGamma }) => String(focalGamma)],
    ['label smoothing', ({ labelSmoothing }) => String(labelSmoothing)],
    ['augmentation', ({ augmentation }) => describeAugmentation(augmentation)],
    ['first weights', ({ initialisation }) => initialisations[initialisation]],
  ]
  return aspects.flatMap(([name, read]) => {
    const [before, after] = [read(baseline), read(recipe)]
    return before === after || before === '' || after === '' ? [] : [`${name} ${before} → ${after}`]
  })
}

function describeStopping({ earlyStopping }: Recipe): string {
  if (!earlyStopping) return 'off'
  const monitor = earlyStopping.monitor === 'validation-loss' ? 'loss' : 'macro F1'
  return `${monitor}, patience ${earlyStopping.patience}`
}
