import { longestBeat, type Block, type Pooling } from '../../../electron/shared/architecture.ts'
import { listed, type Row } from './fields/field.ts'
import { joinRow } from './joinRow.ts'

export const activations = listed({
  relu: 'ReLU',
  'leaky-relu': 'Leaky ReLU',
  gelu: 'GELU',
  tanh: 'tanh',
  none: 'None',
})
const paddings = listed({ same: 'Same', valid: 'Valid' })
const normalisations = listed({ batch: 'Batch norm', layer: 'Layer norm', none: 'None' })
const poolings = listed({ average: 'Average', max: 'Max', none: 'None' })
const normNotes = {
  batch: 'Over batch and time; eps 1e-5, momentum 0.1.',
  layer: 'Over the channels of each sample; eps 1e-5.',
  none: '',
}

const convolutionRows: readonly Row<Block>[] = [
  { label: 'Filters', fields: [{ type: 'number', path: 'filters', step: 1, min: 1, max: 4096, doubles: true }] },
  {
    label: 'Kernel size',
    fields: [{ type: 'number', path: 'kernelSize', name: 'Kernel size in samples', usual: [1, 3, 5, 7, 11] }],
    note: describeKernel,
  },
  { label: 'Stride', fields: [{ type: 'number', path: 'stride', usual: [1, 2, 3, 4] }] },
  { label: 'Dilation', fields: [{ type: 'number', path: 'dilation', usual: [1, 2, 4, 8] }] },
  {
    label: 'Padding',
    fields: [
      { type: 'choice', path: 'padding', choices: paddings },
      { type: 'switch', path: 'bias', name: 'Bias', unit: 'bias' },
    ],
  },
]

const normRow: Row<Block> = {
  label: 'Norm',
  fields: [{ type: 'select', path: 'normalisation', name: 'Normalisation', choices: normalisations }],
  note: ({ normalisation }) => normNotes[normalisation],
}

const isPooled = ({ pooling }: Block) => pooling.type !== 'none'

const laterRows: readonly Row<Block>[] = [
  { label: 'Activation', fields: [{ type: 'select', path: 'activation', choices: activations }] },
  {
    label: 'Pooling',
    fields: [
      {
        type: 'select',
        path: 'pooling',
        choices: poolings,
        read: ({ pooling }) => pooling.type,
        write: (type, block) => ({ ...block, pooling: poolingOf(type, block.pooling) }),
      },
    ],
  },
  {
    label: 'Size, stride',
    fields: [
      {
        type: 'number',
        path: 'pooling.size',
        name: 'Pooling size in samples',
        step: 1,
        min: 1,
        max: longestBeat,
        isShown: isPooled,
      },
      {
        type: 'number',
        path: 'pooling.stride',
        name: 'Pooling stride',
        step: 1,
        min: 1,
        max: longestBeat,
        isShown: isPooled,
      },
    ],
  },
  { label: 'Dropout', fields: [{ type: 'slider', path: 'dropout', max: 0.95 }] },
]

/** The fields of block number `index` (from 0), in the order in which a beat meets them. */
export function blockRows(index: number): Row<Block>[] {
  return [...convolutionRows, normRow, joinRow<Block>(index, 'block'), ...laterRows]
}

function describeKernel({ kernelSize, normalisation, pooling }: Block): string {
  if (kernelSize !== 1) return ''
  return normalisation === 'none' && pooling.type === 'none'
    ? 'A dense expansion of each sample.'
    : 'A block of kernel 1 without norm and pooling is a dense expansion of each sample.'
}

function poolingOf(type: string, old: Pooling): Pooling {
  if (type !== 'average' && type !== 'max') return { type: 'none' }
  return old.type === 'none' ? { type, size: 2, stride: 2 } : { ...old, type }
}
