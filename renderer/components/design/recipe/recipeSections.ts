import { canonicalJson } from '../../../../electron/shared/architecture.ts'
import { publishedRecipe, type Recipe } from '../../../../electron/shared/recipe.ts'
import { listed, type Problems, type Row } from '../fields/field.ts'
import { augmentationRows } from './augmentationRows.ts'
import { lengthRows } from './lengthRows.ts'
import { lossRows } from './lossRows.ts'
import { optimiserRows } from './optimiserRows.ts'
import {
  describeAugmentation,
  describeClipping,
  describeLength,
  describeLoss,
  describeOptimiser,
  describeSchedule,
} from './recipeText.ts'
import { scheduleRows } from './scheduleRows.ts'

/** A few rows of a recipe that belong together, and what they come to in a line. */
export interface RecipeSection {
  id: 'optimiser' | 'schedule' | 'length' | 'loss' | 'augmentation' | 'start'
  title: string
  /** First parts of the paths of its fields. */
  owns: readonly (keyof Recipe)[]
  rows: readonly Row<Recipe>[]
  summary: (recipe: Recipe) => string
}

const startNotes = {
  pytorch: 'Uniform within ± 1/√(fan in), biases too.',
  keras: 'Glorot uniform, recurrent weights orthogonal, biases 0, the LSTM’s forget gate 1.',
}

const startRows: readonly Row<Recipe>[] = [
  {
    label: 'First weights',
    fields: [
      {
        type: 'select',
        path: 'initialisation',
        name: 'First weights',
        choices: listed({ pytorch: 'PyTorch’s defaults', keras: 'Keras’s defaults' }),
      },
    ],
    note: ({ initialisation }) => startNotes[initialisation],
  },
]

/** All fields of a recipe. */
export const recipeSections: readonly RecipeSection[] = [
  {
    id: 'optimiser',
    title: 'Optimiser',
    owns: ['optimiser', 'gradientClipping'],
    rows: optimiserRows,
    summary: ({ optimiser, gradientClipping }) =>
      describeOptimiser(optimiser) + (gradientClipping ? `, clipped by ${describeClipping(gradientClipping)}` : ''),
  },
  {
    id: 'schedule',
    title: 'Learning rate',
    owns: ['schedule', 'warmUpEpochs'],
    rows: scheduleRows,
    summary: describeSchedule,
  },
  {
    id: 'length',
    title: 'Length',
    owns: ['batchSize', 'epochs', 'earlyStopping', 'finalWeights'],
    rows: lengthRows,
    summary: describeLength,
  },
  {
    id: 'loss',
    title: 'Loss',
    owns: ['classWeights', 'focalGamma', 'labelSmoothing'],
    rows: lossRows,
    summary: describeLoss,
  },
  {
    id: 'augmentation',
    title: 'Augmentation',
    owns: ['augmentation'],
    rows: augmentationRows,
    summary: ({ augmentation }) => describeAugmentation(augmentation),
  },
  {
    id: 'start',
    title: 'Start',
    owns: ['initialisation'],
    rows: startRows,
    summary: ({ initialisation }) => (initialisation === 'keras' ? 'as Keras' : 'as PyTorch'),
  },
]

/** True where a section holds a value that was refused: it must not be folded away. */
export function hasProblem(section: RecipeSection, problems: Problems): boolean {
  return Object.keys(problems).some((path) => section.owns.some((part) => path.split('.')[0] === part))
}

/** True where a section holds anything else than the published recipe. */
export function isUnusual(section: RecipeSection, recipe: Recipe): boolean {
  const usual = publishedRecipe()
  return section.owns.some((part) => canonicalJson(recipe[part]) !== canonicalJson(usual[part]))
}
