import type { Augmentation, Recipe } from '../../../../electron/shared/recipe.ts'
import type { FieldPath, Row } from '../fields/field.ts'

interface Step {
  name: keyof Augmentation
  label: string
  /** The step's one number, and what it is when switched on. */
  number: string
  start: number
  unit: string
  note: string
}

const steps: readonly Step[] = [
  {
    name: 'timeShift',
    label: 'Time shift',
    number: 'samples',
    start: 5,
    unit: 'samples',
    note: 'Each beat early or late by up to so many.',
  },
  {
    name: 'amplitudeScale',
    label: 'Amplitude',
    number: 'range',
    start: 0.1,
    unit: '± range',
    note: 'Each beat times 1 − range to 1 + range.',
  },
  {
    name: 'gaussianNoise',
    label: 'Noise',
    number: 'sigma',
    start: 0.01,
    unit: 'sigma',
    note: 'Normal noise within the beat; values in 0 to 1 stay there.',
  },
  {
    name: 'zeroMasking',
    label: 'Zero masking',
    number: 'probability',
    start: 0.1,
    unit: 'probability',
    note: 'Each sample becomes zero with this probability.',
  },
  {
    name: 'cutMix',
    label: 'CutMix',
    number: 'share',
    start: 0.1,
    unit: 'at most',
    note: 'Up to this share from another beat; labels mix.',
  },
]

/** One row a step, a switch and its number, in the order in which they are done. */
export const augmentationRows: readonly Row<Recipe>[] = steps.map((step) => {
  const isOn = ({ augmentation }: Recipe) => augmentation[step.name] !== null
  return {
    label: step.label,
    fields: [
      { type: 'switch', path: `augmentation.${step.name}`, on: { [step.number]: step.start } },
      {
        type: 'number',
        path: `augmentation.${step.name}.${step.number}` as FieldPath<Recipe>,
        name: `${step.label}: ${step.number}`,
        unit: step.unit,
        isShown: isOn,
      },
    ],
    note: (recipe) => (isOn(recipe) ? step.note : ''),
  }
})
