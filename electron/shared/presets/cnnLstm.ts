import { publishedBlock, recurrentOf } from '../architecture.ts'
import { publishedRecipe } from '../recipe.ts'
import type { NewVariant } from '../study.ts'
import { projectSource, type Preset } from './definition.ts'

interface PublishedNetwork {
  name: string
  /** Filters of the blocks. */
  filters: number[]
  /** Units of the LSTM layers. */
  units: number[]
  bidirectional?: boolean
  f1: number
}

const three = [32, 64, 128]
const wide = [64, 128, 256, 512, 1024]

/** The published table, in its order. */
const networks: readonly PublishedNetwork[] = [
  { name: 'CNN 32 + LSTM', filters: [32], units: [64], f1: 0.916 },
  { name: 'CNN 32-64 + LSTM', filters: [32, 64], units: [64], f1: 0.922 },
  { name: 'CNN 32-128 + LSTM', filters: three, units: [64], f1: 0.979 },
  { name: 'CNN 32-128 + BiLSTM', filters: three, units: [64], bidirectional: true, f1: 0.973 },
  { name: 'CNN 32-256 + LSTM', filters: [...three, 256], units: [64], f1: 0.975 },
  { name: 'CNN 32-256 + BiLSTM', filters: [...three, 256], units: [64], bidirectional: true, f1: 0.974 },
  { name: 'CNN 32-512 + LSTM', filters: [...three, 256, 512], units: [64], f1: 0.972 },
  { name: 'CNN 64-1024 + LSTM', filters: wide, units: [64], f1: 0.982 },
  { name: 'CNN 64-1024 + 2 LSTM', filters: wide, units: [64, 64], f1: 0.983 },
  { name: 'CNN 64-1024 + LSTM 128, 64', filters: wide, units: [128, 64], f1: 0.981 },
]

const caveat =
  'one seed; which average is not told, most likely the one weighted by class size, so compare weighted F1; ' +
  'whether the last state or all states were used is not told, here it is the last'

function variantOf({ name, filters, units, bidirectional = false, f1 }: PublishedNetwork): NewVariant {
  return {
    name,
    architecture: {
      blocks: filters.map((count) => publishedBlock(count)),
      recurrent: units.map((count) => recurrentOf({ cell: 'lstm', units: count, bidirectional })),
      head: { reduce: 'last', dense: [], activation: 'relu', dropout: 0 },
    },
    recipe: publishedRecipe(),
    published: { metric: 'f1', value: f1, source: `${projectSource}, CNN-LSTM`, caveat },
  }
}

export const cnnLstmPreset: Preset = {
  id: 'cnn-lstm',
  title: 'The 10 published CNN-LSTMs',
  description:
    'The published blocks, then one or two LSTM layers of 64 units, whose last state is classified. The published F1 does not tell its average.',
  source: projectSource,
  variants: () => networks.map(variantOf),
}
