import { augments } from '../../../electron/shared/augmentation.ts'
import type { Optimiser, Recipe } from '../../../electron/shared/recipe.ts'
import {
  describeAugmentation,
  describeClipping,
  describeLoss,
  describeMoments,
  describeOptimiser,
  describeSchedule,
  describeWeights,
  shortNumber,
} from '../design/recipe/recipeText.ts'

/** A recipe in rows of name and value, as beside a run; what is off is left out, but for early stopping. */
export function describeRecipe(recipe: Recipe): [name: string, value: string][] {
  const { optimiser, earlyStopping, classWeights } = recipe
  const hasSchedule = recipe.schedule.type !== 'constant' || recipe.warmUpEpochs > 0
  const stop = earlyStopping
    ? `val ${earlyStopping.monitor === 'validation-loss' ? 'loss' : 'macro F1'}, patience ${earlyStopping.patience}`
    : 'off'
  const rows: [name: string, value: string, isShown: boolean][] = [
    ['Optimiser', describeOptimiser({ ...optimiser, weightDecay: 0 }), true],
    ['Weight decay', describeDecay(optimiser), optimiser.weightDecay > 0],
    ['Betas, eps', describeMoments(optimiser), 'beta1' in optimiser],
    ['Learning rate', describeSchedule(recipe), hasSchedule],
    ['Clipping', `gradients, ${describeClipping(recipe.gradientClipping)}`, recipe.gradientClipping !== null],
    ['Batch, epochs', `${recipe.batchSize}, ${earlyStopping ? 'at most ' : ''}${recipe.epochs}`, true],
    ['Early stop', stop, true],
    ['Keeps weights', recipe.finalWeights === 'best' ? 'best epoch' : 'last epoch', true],
    ['Loss', describeLoss({ ...recipe, classWeights: 'none' }), true],
    ['Class weights', describeWeights(classWeights), classWeights !== 'none'],
    ['Augmentation', describeAugmentation(recipe.augmentation), augments(recipe.augmentation)],
    ['First weights', recipe.initialisation === 'keras' ? 'Keras: Glorot, orthogonal' : 'PyTorch', true],
  ]
  return rows.flatMap(([name, value, isShown]) => (isShown ? [[name, value]] : []))
}

function describeDecay({ name, weightDecay }: Optimiser): string {
  return `${shortNumber(weightDecay)}, ${name === 'adam' || name === 'sgd' ? 'coupled' : 'decoupled'}`
}
