import { beatClasses } from '../../../electron/shared/beatClass.ts'
import type { Recipe } from '../../../electron/shared/recipe.ts'

/** A recipe in rows of name and value, as beside a run. */
export function describeRecipe(recipe: Recipe): [name: string, value: string][] {
  const { optimiser, earlyStopping, classWeights } = recipe
  const stop = earlyStopping
    ? `${earlyStopping.monitor === 'validation-loss' ? 'val loss' : 'val macro F1'}, patience ${earlyStopping.patience}`
    : 'off'
  const weights = Array.isArray(classWeights)
    ? classWeights.map((weight, label) => `${beatClasses[label] ?? label} ${weight}`).join(', ')
    : classWeights === 'balanced'
      ? 'balanced weights'
      : 'no weights'
  return [
    ['Optimiser', `Adam ${exponent(optimiser.learningRate)}, decay ${exponent(optimiser.weightDecay)}`],
    ['Betas, eps', `${optimiser.beta1}, ${optimiser.beta2}, ${exponent(optimiser.epsilon)}`],
    ['Batch, epochs', `${recipe.batchSize}, at most ${recipe.epochs}`],
    ['Early stop', stop],
    ['Keeps weights', recipe.finalWeights === 'best' ? 'best epoch' : 'last epoch'],
    ['Loss', `cross-entropy, ${weights}`],
  ]
}

/** 0.001 as "1e−3", other numbers plainly where they are short. */
function exponent(value: number): string {
  if (value === 0) return '0'
  const text = value.toExponential().replace('e+0', '').replace('e+', 'e').replace('e-', 'e−')
  return value >= 0.01 && value < 1000 ? String(value) : text
}
