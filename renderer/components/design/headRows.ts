import type { Head } from '../../../electron/shared/architecture.ts'
import { activations } from './blockRows.ts'
import { listed, type Row } from './fields/field.ts'

const reductions = listed({
  flatten: 'Flatten',
  'global-average': 'Global average',
  'global-max': 'Global max',
  last: 'Last state',
})
const notes = {
  flatten: 'All samples of all channels, one after another.',
  'global-average': 'The mean of each channel over time.',
  'global-max': 'The maximum of each channel over time.',
  last: 'What the last recurrent layer gives at the end; backward, at the beginning.',
}

/** How the last map becomes a vector. */
export const reduceRows: readonly Row<Head>[] = [
  {
    label: 'Reduce',
    fields: [{ type: 'select', path: 'reduce', name: 'How the last map is reduced', choices: reductions }],
    note: ({ reduce }) => notes[reduce],
  },
]

const hasDense = ({ dense }: Head) => dense.length > 0

/** What follows each hidden dense layer. */
export const denseRows: readonly Row<Head>[] = [
  {
    label: 'Activation',
    fields: [
      {
        type: 'select',
        path: 'activation',
        name: 'Activation after dense layers',
        choices: activations,
        isShown: hasDense,
      },
    ],
  },
  {
    label: 'Dropout',
    fields: [{ type: 'slider', path: 'dropout', name: 'Dropout after dense layers', max: 0.95, isShown: hasDense }],
  },
]

/** The row of hidden dense layer number `index`. */
export function unitsRow(index: number): Row<Head> {
  return {
    label: `Dense ${index + 1}`,
    fields: [
      {
        type: 'number',
        path: `dense.${index}`,
        name: `Units of dense layer ${index + 1}`,
        step: 1,
        min: 1,
        max: 4096,
      },
    ],
  }
}
