import type { Recipe } from '../../../../electron/shared/recipe.ts'
import { listed, type Row } from '../fields/field.ts'
import { optimiserNames } from './recipeText.ts'
import { switchClipping, switchOptimiser } from './switchRecipe.ts'

const decayNotes = {
  adam: 'Coupled (L2): added to the gradient.',
  sgd: 'Coupled (L2): added to the gradient.',
  adamw: 'Decoupled: shrinks the weights beside the update.',
  sgdw: 'Decoupled: shrinks the weights beside the update.',
}
const isAdam = ({ optimiser }: Recipe) => 'beta1' in optimiser
const isSgd = (recipe: Recipe) => !isAdam(recipe)

/** How weights are updated. */
export const optimiserRows: readonly Row<Recipe>[] = [
  {
    label: 'Optimiser',
    fields: [
      {
        type: 'select',
        path: 'optimiser.name',
        choices: listed(optimiserNames),
        write: (name, recipe) => ({ ...recipe, optimiser: switchOptimiser(name, recipe.optimiser) }),
      },
    ],
  },
  { label: 'Learning rate', fields: [{ type: 'number', path: 'optimiser.learningRate' }] },
  {
    label: 'Weight decay',
    fields: [{ type: 'number', path: 'optimiser.weightDecay' }],
    note: ({ optimiser }) => decayNotes[optimiser.name],
  },
  {
    label: 'Beta 1, 2',
    fields: [
      { type: 'number', path: 'optimiser.beta1', name: 'Beta 1', isShown: isAdam },
      { type: 'number', path: 'optimiser.beta2', name: 'Beta 2', isShown: isAdam },
    ],
  },
  { label: 'Epsilon', fields: [{ type: 'number', path: 'optimiser.epsilon', isShown: isAdam }] },
  {
    label: 'Momentum',
    fields: [
      { type: 'number', path: 'optimiser.momentum', isShown: isSgd },
      { type: 'switch', path: 'optimiser.nesterov', name: 'Nesterov momentum', unit: 'Nesterov', isShown: isSgd },
    ],
  },
  {
    label: 'Clipping',
    fields: [
      {
        type: 'select',
        path: 'gradientClipping',
        name: 'Gradient clipping',
        choices: listed({ none: 'None', norm: 'By norm', value: 'By value' }),
        read: ({ gradientClipping }) => gradientClipping?.type ?? 'none',
        write: (type, recipe) => ({ ...recipe, gradientClipping: switchClipping(type, recipe.gradientClipping) }),
      },
      {
        type: 'number',
        path: 'gradientClipping.maximum',
        name: 'Maximum of the gradient',
        isShown: ({ gradientClipping }) => gradientClipping !== null,
      },
    ],
    note: ({ gradientClipping }) =>
      gradientClipping === null
        ? ''
        : gradientClipping.type === 'norm'
          ? 'The gradient of all weights is scaled to at most this length.'
          : 'Each number of the gradient is cut off at ± this.',
  },
]
