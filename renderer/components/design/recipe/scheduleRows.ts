import type { Recipe } from '../../../../electron/shared/recipe.ts'
import { listed, type Row } from '../fields/field.ts'
import { switchSchedule } from './switchRecipe.ts'

const isSchedule = (type: Recipe['schedule']['type']) => (recipe: Recipe) => recipe.schedule.type === type
const hasFactor = ({ schedule }: Recipe) => schedule.type === 'step' || schedule.type === 'plateau'

/** How the learning rate goes. */
export const scheduleRows: readonly Row<Recipe>[] = [
  {
    label: 'Schedule',
    fields: [
      {
        type: 'select',
        path: 'schedule.type',
        name: 'Schedule of the learning rate',
        choices: listed({ constant: 'Constant', step: 'Steps', cosine: 'Cosine', plateau: 'On a plateau' }),
        write: (type, recipe) => ({ ...recipe, schedule: switchSchedule(type) }),
      },
    ],
  },
  {
    label: 'Every',
    fields: [
      { type: 'number', path: 'schedule.every', name: 'Length of a step', isShown: isSchedule('step') },
      {
        type: 'choice',
        path: 'schedule.unit',
        name: 'Unit of the step',
        choices: listed({ epochs: 'epochs', steps: 'batches' }),
        isShown: isSchedule('step'),
      },
    ],
  },
  {
    label: 'Factor',
    fields: [{ type: 'number', path: 'schedule.factor', name: 'Factor of a step', isShown: hasFactor }],
  },
  {
    label: 'Patience',
    fields: [
      {
        type: 'number',
        path: 'schedule.patience',
        name: 'Patience of the schedule in epochs',
        step: 1,
        min: 0,
        max: 1000,
        unit: 'epochs',
        isShown: isSchedule('plateau'),
      },
    ],
    note: 'Epochs without a lower validation loss before the rate falls.',
  },
  {
    label: 'Ends at',
    fields: [
      {
        type: 'number',
        path: 'schedule.minimum',
        name: 'Share of the rate at the end',
        unit: '× the rate',
        isShown: isSchedule('cosine'),
      },
    ],
  },
  {
    label: 'Warm-up',
    fields: [
      {
        type: 'number',
        path: 'warmUpEpochs',
        name: 'Warm-up in epochs',
        step: 1,
        min: 0,
        max: 1000,
        unit: 'epochs',
      },
    ],
  },
]
