import type { ClassWeights, Clipping, Optimiser, Schedule } from '../../../../electron/shared/recipe.ts'

/** Another optimiser with the same learning rate and weight decay; its other numbers stay where both have them. */
export function switchOptimiser(name: string, old: Optimiser): Optimiser {
  const { learningRate, weightDecay } = old
  if (name === 'sgd' || name === 'sgdw') {
    const [momentum, nesterov] = 'momentum' in old ? [old.momentum, old.nesterov] : [0.9, false]
    return { name, learningRate, momentum, nesterov, weightDecay }
  }
  const { beta1, beta2, epsilon } = 'beta1' in old ? old : { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }
  return { name: name === 'adamw' ? 'adamw' : 'adam', learningRate, beta1, beta2, epsilon, weightDecay }
}

const schedules: Record<string, Schedule> = {
  constant: { type: 'constant' },
  step: { type: 'step', every: 10, unit: 'epochs', factor: 0.5 },
  cosine: { type: 'cosine', minimum: 0 },
  plateau: { type: 'plateau', factor: 0.5, patience: 2 },
}

/** A schedule of another type, with usual numbers. */
export function switchSchedule(type: string): Schedule {
  return schedules[type] ?? { type: 'constant' }
}

/** Clipping of another type with the same maximum; null for none. */
export function switchClipping(type: string, old: Clipping | null): Clipping | null {
  return type === 'norm' || type === 'value' ? { type, maximum: old?.maximum ?? 1 } : null
}

/** Which kind of class weights these are. */
export function kindOfWeights(weights: ClassWeights): string {
  if (typeof weights === 'string') return weights
  return Array.isArray(weights) ? 'numbers' : 'effective-number'
}

/** Class weights of another kind; numbers begin at 1. */
export function switchWeights(kind: string): ClassWeights {
  if (kind === 'effective-number') return { type: 'effective-number', beta: 0.999 }
  if (kind === 'numbers') return [1, 1, 1, 1, 1]
  return kind === 'balanced' ? 'balanced' : 'none'
}
