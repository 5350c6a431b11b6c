import { presetOf, published11 } from '../../electron/shared/preset.ts'
import type { NewVariant } from '../../electron/shared/study.ts'

/** A variant, and the seeds it is trained with. The first seed is the one that maps and logits are kept of. */
export interface PlannedVariant {
  variant: NewVariant
  seeds: readonly number[]
  /** Its first seed's weights go into the reference database, as far as there is room. */
  keepsWeights: boolean
}

export interface PlannedStudy {
  name: string
  /** Key of the split; `published` when left out. */
  split?: string
  /** The first one is the baseline. */
  variants: readonly PlannedVariant[]
}

export interface ReferencePlan {
  dataSetName: string
  studies: Record<'cnns' | 'cnnLstm' | 'augmentation', PlannedStudy>
  /** Name of the variant among the CNNs whose right and wrong predictions the example beats are chosen by. */
  examplesBy: string
  /** Example beats of each class, right and wrong ones; where one kind runs short, the other fills up. */
  examplesPerClass: { right: number; wrong: number }
}

const five = [1, 2, 3, 4, 5]
const three = [1, 2, 3]
const two = [1, 2]

const weightsOf = [1, 2, 3, 6, 7, 8, 11].map((model) => `Model ${model}`)
/** By far the longest trainings. */
const costly = ['Model 9', 'Model 10']
const cnnLstms = ['CNN 32 + LSTM', 'CNN 32-64 + LSTM', 'CNN 32-128 + LSTM']

/**
 * What is trained for the reference study. The seeds stand here before any run: none is left out or added afterwards.
 * Model 11 is trained a second time beside its augmented variants, so that they have a baseline in their own study.
 */
export const referencePlan: ReferencePlan = {
  dataSetName: 'MIT-BIH heartbeats',
  studies: {
    cnns: {
      name: 'Published study',
      variants: published11().map((variant) => ({
        variant,
        seeds: costly.includes(variant.name) ? two : five,
        keepsWeights: weightsOf.includes(variant.name),
      })),
    },
    cnnLstm: {
      name: 'Published CNN-LSTM',
      variants: presetOf('cnn-lstm')
        .variants()
        .filter(({ name }) => cnnLstms.includes(name))
        .map((variant) => ({ variant, seeds: three, keepsWeights: false })),
    },
    augmentation: {
      name: 'Published augmentation',
      variants: presetOf('augmentation')
        .variants()
        .map((variant) => ({ variant, seeds: five, keepsWeights: false })),
    },
  },
  examplesBy: 'Model 11',
  examplesPerClass: { right: 6, wrong: 4 },
}
