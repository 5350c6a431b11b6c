import type { Recipe } from '../../../../electron/shared/recipe.ts'
import { listed, type Row } from '../fields/field.ts'

const isStopping = ({ earlyStopping }: Recipe) => earlyStopping !== null

/** How long a run trains, and what it keeps. */
export const lengthRows: readonly Row<Recipe>[] = [
  {
    label: 'Batch size',
    fields: [
      { type: 'number', path: 'batchSize', name: 'Batch size in beats', step: 1, min: 2, max: 8192, unit: 'beats' },
    ],
  },
  {
    label: 'Epochs',
    fields: [{ type: 'number', path: 'epochs', name: 'Epochs at most', step: 1, min: 1, max: 10_000, unit: 'at most' }],
  },
  {
    label: 'Early stop',
    fields: [
      {
        type: 'switch',
        path: 'earlyStopping',
        name: 'Early stopping',
        on: { monitor: 'validation-loss', patience: 3 },
      },
      {
        type: 'select',
        path: 'earlyStopping.monitor',
        name: 'Value that early stopping watches',
        choices: listed({ 'validation-loss': 'Validation loss', 'validation-macro-f1': 'Validation F1' }),
        isShown: isStopping,
      },
    ],
  },
  {
    label: 'Patience',
    fields: [
      {
        type: 'number',
        path: 'earlyStopping.patience',
        name: 'Patience in epochs',
        step: 1,
        min: 1,
        max: 1000,
        unit: 'epochs',
        isShown: isStopping,
      },
    ],
  },
  {
    label: 'Keep weights',
    fields: [
      {
        type: 'choice',
        path: 'finalWeights',
        name: 'Weights that a finished run keeps',
        choices: listed({ last: 'Last epoch', best: 'Best epoch' }),
      },
    ],
    note: 'The test part is scored once, with these weights.',
  },
]
