import { AppError } from './appError.ts'
import { augmentationPreset } from './presets/augmentation.ts'
import { cnnLstmPreset } from './presets/cnnLstm.ts'
import type { Preset } from './presets/definition.ts'
import { kachueePreset } from './presets/kachuee2018.ts'
import { publishedPreset } from './presets/published11.ts'
import { recurrentAddNormPreset, recurrentPreset, recurrentSkipPreset } from './presets/recurrent.ts'

export type { Preset } from './presets/definition.ts'
export { published11, publishedArchitecture, publishedSource } from './presets/published11.ts'

/** All of them, those of one source together. */
export const presets: readonly Preset[] = [
  publishedPreset,
  cnnLstmPreset,
  recurrentPreset,
  recurrentSkipPreset,
  recurrentAddNormPreset,
  augmentationPreset,
  kachueePreset,
]

/** @throws AppError `not-found` with the ids there are. */
export function presetOf(id: string): Preset {
  const preset = presets.find((candidate) => candidate.id === id)
  if (preset) return preset
  throw new AppError('not-found', `There is no preset “${id}”.`, `There is ${presets.map((one) => one.id).join(', ')}.`)
}
