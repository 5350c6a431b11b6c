import { blockOf, recurrentOf, type Architecture, type Join } from '../architecture.ts'
import { publishedRecipe } from '../recipe.ts'
import { recurrentText, type RecurrentSize } from '../recurrentText.ts'
import type { NewVariant, PublishedScore } from '../study.ts'
import { projectSource, repeated, type Preset } from './definition.ts'

const cells = ['rnn', 'gru', 'lstm'] as const
const hiddenSizes = [16, 32, 64]
const layerCounts = [1, 2, 3, 4]

type Cell = (typeof cells)[number]

/** Every sample is widened to `units` channels, passes the recurrent layers, and all states are flattened. */
function architectureOf(layers: readonly RecurrentSize[], join: Join | null): Architecture {
  const units = layers[0]?.units ?? 0
  const widening = { kernelSize: 1, normalisation: 'none', activation: 'none', pooling: { type: 'none' } } as const
  return {
    blocks: [blockOf({ filters: units, ...widening })],
    recurrent: layers.map((layer) => recurrentOf({ ...layer, join })),
    head: { reduce: 'flatten', dense: [64], activation: 'relu', dropout: 0 },
  }
}

/** 3 cells x 3 sizes x 1 to 4 layers x one or two directions. */
function grid(join: Join | null, published: (cell: Cell) => PublishedScore): NewVariant[] {
  const stacks = cells.flatMap((cell) =>
    hiddenSizes.flatMap((units) =>
      layerCounts.flatMap((count) =>
        [false, true].map((bidirectional) => repeated({ cell, units, bidirectional }, count)),
      ),
    ),
  )
  return stacks.map((layers) => ({
    name: recurrentText(layers),
    architecture: architectureOf(layers, join),
    recipe: publishedRecipe(),
    published: published(layers[0]?.cell ?? 'rnn'),
  }))
}

function gridMean(value: number, of: string): PublishedScore {
  return {
    metric: 'macro-f1',
    value,
    source: `${projectSource}, recurrent networks`,
    caveat: `the mean over ${of}, not a score of this variant; called test F1 there, its average not told: macro, as of the CNNs, is assumed`,
  }
}

/** Mean scores of the published grid by cell; for the plain RNN none is told but that of all cells together. */
const meansOfCells: Record<Cell, PublishedScore> = {
  rnn: gridMean(0.854, 'all networks of a grid without ways around, of every cell'),
  gru: gridMean(0.871, 'all GRU networks of a grid (the best had 0.905)'),
  lstm: gridMean(0.867, 'all LSTM networks of a grid (the best had 0.901)'),
}

const gridDescription =
  'RNN, GRU and LSTM of 16, 32 or 64 units in 1 to 4 layers, one- and bidirectional, on the beat widened sample by sample; all states are flattened.'

export const recurrentPreset: Preset = {
  id: 'recurrent',
  title: 'Recurrent networks',
  description: `${gridDescription} Published are means over networks only.`,
  source: projectSource,
  variants: () => grid(null, (cell) => meansOfCells[cell]),
}

export const recurrentSkipPreset: Preset = {
  id: 'recurrent-skip',
  title: 'Recurrent networks with skip connections',
  description: `${gridDescription} Each layer's input is added to its output. Published is the mean over all of them only.`,
  source: projectSource,
  variants: () => grid({ type: 'add', span: 1 }, () => gridMean(0.867, 'all networks with skip connections')),
}

export const recurrentAddNormPreset: Preset = {
  id: 'recurrent-add-norm',
  title: 'Recurrent networks with add & norm',
  description: `${gridDescription} Each layer's input is added to its output, and a layer norm follows. Published is the mean over all of them only.`,
  source: projectSource,
  variants: () => grid({ type: 'add-norm', span: 1 }, () => gridMean(0.869, 'all networks with add & norm')),
}
