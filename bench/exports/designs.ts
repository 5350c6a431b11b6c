import { blockOf, recurrentOf, type Architecture, type Head } from '../../electron/shared/architecture.ts'
import { architectureOf } from '../designs.ts'

const head = (change: Partial<Head> = {}): Head => ({
  reduce: 'flatten',
  dense: [],
  activation: 'relu',
  dropout: 0,
  ...change,
})

/** Networks that together have every layer, by the names of their files. */
export const designs: Record<string, Architecture> = {
  'model-11': architectureOf('11'),
  'model-8': architectureOf('8'),
  'cnn-lstm': architectureOf('cnn-lstm'),
  'bidirectional-lstm': {
    blocks: [blockOf({ filters: 16, kernelSize: 7 })],
    recurrent: [32, 16].map((units) => recurrentOf({ cell: 'lstm', units, bidirectional: true, dropout: 0.2 })),
    head: head({ reduce: 'last', dense: [32] }),
  },
  gru: {
    blocks: [blockOf({ filters: 16, kernelSize: 5, padding: 'valid' })],
    recurrent: [recurrentOf({ cell: 'gru', units: 24, bidirectional: true }), recurrentOf({ cell: 'gru', units: 32 })],
    head: head({ reduce: 'global-average', dense: [16], activation: 'tanh' }),
  },
  'rnn-add-norm': {
    blocks: [],
    recurrent: [
      recurrentOf({ cell: 'rnn', units: 16, join: { type: 'add-norm' } }),
      recurrentOf({ cell: 'rnn', units: 16, join: { type: 'add-norm' } }),
    ],
    head: head({ dense: [64] }),
  },
  'lstm-joined-last': {
    blocks: [blockOf({ filters: 8, kernelSize: 5 })],
    recurrent: [recurrentOf({ cell: 'lstm', units: 8, bidirectional: true, join: { type: 'add', span: 1 } })],
    head: head({ reduce: 'last' }),
  },
  'rnn-joined-last': {
    blocks: [blockOf({ filters: 8, kernelSize: 5, stride: 2 })],
    recurrent: [
      recurrentOf({ cell: 'rnn', units: 12, bidirectional: true }),
      recurrentOf({ cell: 'rnn', units: 24, join: { type: 'add-norm', span: 2 } }),
    ],
    head: head({ reduce: 'last' }),
  },
  kachuee: architectureOf('kachuee'),
  'all-kinds': {
    blocks: [
      blockOf({ filters: 16, kernelSize: 6, stride: 2, activation: 'gelu', pooling: { type: 'none' } }),
      blockOf({
        filters: 24,
        kernelSize: 3,
        dilation: 3,
        stride: 3,
        normalisation: 'layer',
        activation: 'leaky-relu',
        join: { type: 'add-norm' },
        pooling: { type: 'average', size: 3, stride: 2 },
      }),
      blockOf({
        filters: 32,
        kernelSize: 3,
        dilation: 2,
        padding: 'valid',
        bias: false,
        activation: 'tanh',
        pooling: { type: 'max', size: 2 },
        dropout: 0.1,
      }),
    ],
    recurrent: [],
    head: head({ reduce: 'global-max', dense: [24, 16], activation: 'gelu', dropout: 0.3 }),
  },
}
