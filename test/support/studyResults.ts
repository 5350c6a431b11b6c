import { countConfusion, scoreConfusion } from '../../electron/shared/metrics.ts'
import { presetOf, publishedArchitecture, published11 } from '../../electron/shared/preset.ts'
import type { FinishedRun, StudyResults, VariantResults } from '../../electron/shared/studyTableBuilder.ts'

/** A finished run whose macro F1 is given; its other scores are those of `right` of 50 beats classified right. */
export function finishedRun(runId: number, seed: number, macroF1: number, right = 45): FinishedRun {
  const actual = Array.from({ length: 50 }, (_, beat) => beat % 5)
  const confusion = countConfusion(
    actual,
    actual.map((label, beat) => (beat < right ? label : (label + 1) % 5)),
  )
  const scores = {
    part: 'test' as const,
    beats: 50,
    loss: 0.25,
    confusion,
    ...scoreConfusion(confusion),
    looks: 0,
    timesScored: 1,
  }
  return {
    runId,
    seed,
    fold: 0,
    bestEpoch: 3,
    epochs: 6,
    scoredEpoch: 6,
    durationMs: 1500,
    hasWeights: true,
    isImported: false,
    scores: { ...scores, macroF1 },
  }
}

/** A variant of the published preset with one run per score, seeds 1, 2, ... */
export function variantResults(model: number, macroF1: readonly number[]): VariantResults {
  return {
    variantId: model,
    name: `Model ${model}`,
    architecture: publishedArchitecture(model),
    published: published11([model])[0]?.published ?? null,
    finished: macroF1.map((score, index) => finishedRun(model * 100 + index, index + 1, score)),
    unfinished: 0,
  }
}

/** A variant of a preset, found by its name, with one run per score. */
export function presetResults(presetId: string, name: string, macroF1: readonly number[]): VariantResults {
  const variants = presetOf(presetId).variants()
  const variantId = 1 + variants.findIndex((variant) => variant.name === name)
  const variant = variants[variantId - 1]
  if (!variant) throw new Error(`${presetId} has no ${name}.`)
  const finished = macroF1.map((score, index) => finishedRun(variantId * 100 + index, index + 1, score))
  return { variantId, name, architecture: variant.architecture, published: variant.published, finished, unfinished: 0 }
}

const counts = { train: [40, 40, 40, 40, 40], validation: [10, 10, 10, 10, 10], test: [10, 10, 10, 10, 10] }

/** A study of two published models, Model 1 being the baseline. */
export function studyResults(variants: VariantResults[]): StudyResults {
  return {
    study: { id: 1, name: 'Depth & width', baselineVariantId: 1, seeds: [1, 2, 3, 4, 5] },
    dataSet: {
      name: 'Beats',
      sha256: 'ab'.repeat(32),
      beatLength: 187,
      licence: 'ODC-By 1.0',
      attribution: 'Moody and Mark 2001.',
    },
    split: {
      key: 'published',
      definition: { kind: 'published' },
      label: 'Published',
      description: '',
      folds: [{ counts, records: null, sharedPersons: 47, validationSharedPersons: 47 }],
      leftOut: [0, 0, 0, 0, 0],
      headlineClasses: [0, 1, 2, 3, 4],
      sharedPersons: 47,
      validationSharedPersons: 47,
      persons: 47,
      badge: { text: 'patients overlap', tone: 'warning' },
    },
    part: 'test',
    variants,
    beatbench: '0.1.0',
  }
}
