import type { EarlyStopping } from '../shared/recipe.ts'
import type { Epoch } from '../shared/run.ts'

/** Follows the monitored validation value through the epochs. */
export interface Monitor {
  /** 0 before the first epoch. */
  bestEpoch: number
  /** Takes an epoch in; true where it is the best so far. Equal is not better. */
  observe(epoch: Pick<Epoch, 'epoch' | 'validationLoss' | 'validationMacroF1'>): boolean
  /** Why training ends after this epoch; null where it goes on. */
  stopReason(epoch: number): string | null
}

/**
 * Stops when the value has not improved for `patience` epochs, as the usual PyTorch loop does.
 * Without early stopping the best epoch is still known, by validation loss.
 */
export function createMonitor(earlyStopping: EarlyStopping | null): Monitor {
  const isLoss = earlyStopping?.monitor !== 'validation-macro-f1'
  let best = -Infinity
  return {
    bestEpoch: 0,
    observe(epoch) {
      const value = isLoss ? -epoch.validationLoss : epoch.validationMacroF1
      if (value <= best) return false
      best = value
      this.bestEpoch = epoch.epoch
      return true
    },
    stopReason(epoch) {
      if (!earlyStopping || epoch - this.bestEpoch < earlyStopping.patience) return null
      const name = isLoss ? 'validation loss' : 'validation macro F1'
      const times = earlyStopping.patience === 1 ? '1 epoch' : `${earlyStopping.patience} epochs`
      return `stopped early: ${name} has not improved for ${times}`
    },
  }
}
