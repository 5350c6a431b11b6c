import type { RecurrentLayer } from '../../../electron/shared/architecture.ts'
import { listed, type Row } from './fields/field.ts'
import { joinRow } from './joinRow.ts'

const cells = listed({ rnn: 'RNN', gru: 'GRU', lstm: 'LSTM' })
const cellNotes = {
  rnn: 'The simple cell, with tanh.',
  gru: 'Resets after the recurrent product, as PyTorch does.',
  lstm: '',
}
const directions = listed({ one: 'One', both: 'Both' })

/** The fields of recurrent layer number `index` (from 0), in the order in which a beat meets them. */
export function recurrentRows(index: number): Row<RecurrentLayer>[] {
  return [
    {
      label: 'Cell',
      fields: [{ type: 'choice', path: 'cell', choices: cells }],
      note: ({ cell }) => cellNotes[cell],
    },
    { label: 'Units', fields: [{ type: 'number', path: 'units', step: 1, min: 1, max: 1024, doubles: true }] },
    {
      label: 'Directions',
      fields: [
        {
          type: 'choice',
          path: 'bidirectional',
          choices: directions,
          read: ({ bidirectional }) => (bidirectional ? 'both' : 'one'),
          write: (choice, layer) => ({ ...layer, bidirectional: choice === 'both' }),
        },
      ],
      note: ({ bidirectional, units }) =>
        bidirectional ? `Forward and backward, ${units} units each: ${2 * units} channels.` : '',
    },
    joinRow<RecurrentLayer>(index, 'layer'),
    { label: 'Dropout', fields: [{ type: 'slider', path: 'dropout', max: 0.95 }] },
  ]
}
