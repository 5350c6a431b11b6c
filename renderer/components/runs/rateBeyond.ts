import type { Recipe } from '../../../electron/shared/recipe.ts'

/** What the learning rate does behind a recipe's last epoch, where the recipe alone does not tell; else empty. */
export function describeRateBeyond({ schedule, epochs }: Recipe): string {
  if (schedule.type !== 'cosine') return ''
  if (schedule.minimum === 0)
    return `The cosine ends at epoch ${epochs}: behind it the learning rate is 0, and nothing changes any more.`
  return `The cosine ends at epoch ${epochs}: behind it the learning rate stays at ${schedule.minimum} times its first value.`
}
