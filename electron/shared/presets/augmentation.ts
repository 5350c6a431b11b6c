import { noAugmentation, publishedRecipe, type Augmentation } from '../recipe.ts'
import type { NewVariant } from '../study.ts'
import { projectSource, type Preset } from './definition.ts'
import { published11, publishedArchitecture, publishedCaveat } from './published11.ts'

/** The source describes CutMix, but not how long a stretch; a tenth of the beat is our choice. */
const cutMixShare = 0.1

function model11(name: string, augmentation: Partial<Augmentation>): NewVariant {
  const recipe = { ...publishedRecipe(), augmentation: { ...noAugmentation(), ...augmentation } }
  return { name: `Model 11, ${name}`, architecture: publishedArchitecture(11), recipe, published: null }
}

export const augmentationPreset: Preset = {
  id: 'augmentation',
  title: 'Augmentation of Model 11',
  description: `Model 11 as it is, with Gaussian noise and zero masking as published, and with CutMix, whose published strength is not told: at most ${cutMixShare} of a beat is chosen here.`,
  source: projectSource,
  variants: () => [
    ...published11([11]),
    {
      ...model11('noise and masking', { gaussianNoise: { sigma: 0.01 }, zeroMasking: { probability: 0.1 } }),
      published: {
        metric: 'macro-f1',
        value: 0.9174,
        source: `${projectSource}, notebook, augmented Model 11`,
        caveat: publishedCaveat,
      },
    },
    model11('CutMix', { cutMix: { share: cutMixShare } }),
  ],
}
