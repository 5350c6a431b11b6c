import { beatClasses } from '../../../../electron/shared/beatClass.ts'
import type { Recipe } from '../../../../electron/shared/recipe.ts'
import { listed, type Row } from '../fields/field.ts'
import { kindOfWeights, switchWeights } from './switchRecipe.ts'

const isWeighted = (kind: string) => (recipe: Recipe) => kindOfWeights(recipe.classWeights) === kind
const weightNotes: Record<string, string> = {
  balanced: 'Inverse to how frequent a class is.',
  'effective-number': 'By (1 − beta) / (1 − betaⁿ) for n beats, mean 1 (Cui et al. 2019).',
}

/** What a run makes small. */
export const lossRows: readonly Row<Recipe>[] = [
  {
    label: 'Class weights',
    fields: [
      {
        type: 'select',
        path: 'classWeights',
        choices: listed({
          none: 'None',
          balanced: 'Balanced',
          'effective-number': 'Effective number',
          numbers: 'Numbers',
        }),
        read: ({ classWeights }) => kindOfWeights(classWeights),
        write: (kind, recipe) => ({ ...recipe, classWeights: switchWeights(kind) }),
      },
    ],
    note: ({ classWeights }) => weightNotes[kindOfWeights(classWeights)] ?? '',
  },
  {
    label: 'Beta',
    fields: [
      {
        type: 'number',
        path: 'classWeights.beta',
        name: 'Beta of the effective number',
        isShown: isWeighted('effective-number'),
      },
    ],
  },
  {
    label: '',
    fields: beatClasses.map((letter, index) => ({
      type: 'number' as const,
      path: `classWeights.${index}` as const,
      name: `Weight of class ${letter}`,
      above: letter,
      isShown: isWeighted('numbers'),
    })),
  },
  {
    label: 'Focal gamma',
    fields: [{ type: 'number', path: 'focalGamma', name: 'Gamma of the focal loss' }],
    note: ({ focalGamma }) =>
      focalGamma === 0 ? '0 is cross-entropy.' : 'Beats that are already right count less (Lin et al. 2017).',
  },
  {
    label: 'Smoothing',
    fields: [{ type: 'number', path: 'labelSmoothing', name: 'Label smoothing' }],
    note: 'Share of each label spread over all classes.',
  },
]
