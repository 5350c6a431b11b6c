import type { Recipe } from '../../../electron/shared/recipe.ts'
import type { Epoch } from '../../../electron/shared/run.ts'

/** Epochs since the monitored value last improved, and how many are allowed; null without early stopping. */
export function patienceUsed(curve: readonly Epoch[], recipe: Recipe): { used: number; of: number } | null {
  if (!recipe.earlyStopping) return null
  const { monitor, patience } = recipe.earlyStopping
  const values = curve.map((epoch) => (monitor === 'validation-loss' ? -epoch.validationLoss : epoch.validationMacroF1))
  let best = 0
  values.forEach((value, index) => {
    if (value > (values[best] ?? -Infinity)) best = index
  })
  return { used: Math.max(0, values.length - 1 - best), of: patience }
}

/** The epoch with the highest validation macro F1. */
export function bestF1Epoch(curve: readonly Epoch[]): Epoch | undefined {
  return curve.reduce<Epoch | undefined>(
    (best, epoch) => (best === undefined || epoch.validationMacroF1 > best.validationMacroF1 ? epoch : best),
    undefined,
  )
}
