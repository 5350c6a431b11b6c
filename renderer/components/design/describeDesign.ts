import type { Architecture, Block } from '../../../electron/shared/architecture.ts'

/** "32, k3", "64–1024, k11–3", "32 each, k3": filters and kernels of a design in a list. */
export function describeBlocks(blocks: readonly Block[]): string {
  const filters = blocks.map((block) => block.filters)
  const kernels = blocks.map((block) => block.kernelSize)
  return `${describeFilters(filters)}, k${describeRange(kernels)}`
}

function describeFilters(filters: readonly number[]): string {
  return filters.length > 1 && new Set(filters).size === 1 ? `${filters[0]} each` : describeRange(filters)
}

function describeRange(values: readonly number[]): string {
  if (new Set(values).size <= 1) return String(values[0] ?? '')
  const isOrdered = values.every((value, i) => i === 0 || value >= (values[i - 1] ?? 0))
  const isReversed = values.every((value, i) => i === 0 || value <= (values[i - 1] ?? 0))
  return isOrdered || isReversed ? `${values[0]}–${values.at(-1)}` : values.join(' ')
}

/** "5 blocks [32×3, 32×3, …]": filters × kernel of each block, for the head of the page. */
export function listBlocks(blocks: readonly Block[]): string {
  const list = blocks.map((b) => `${b.filters}×${b.kernelSize}${b.dilation > 1 ? `d${b.dilation}` : ''}`).join(', ')
  return `${blocks.length} ${blocks.length === 1 ? 'block' : 'blocks'} [${list}]`
}

/** "Conv k3, BN, ReLU, pool 2": what a block does, for the table of layers. */
export function describeBlock(block: Block): string {
  const steps = [`Conv k${block.kernelSize}${block.dilation > 1 ? ` d${block.dilation}` : ''}`]
  if (block.batchNorm) steps.push('BN')
  if (block.activation === 'relu') steps.push('ReLU')
  if (block.pooling.type !== 'none' && block.pooling.size > 1)
    steps.push(`${block.pooling.type === 'max' ? 'max pool' : 'pool'} ${block.pooling.size}`)
  if (block.dropout > 0) steps.push(`dropout ${block.dropout}`)
  return steps.join(', ')
}

/** "Flatten, dense, ReLU": what the dense layer number `index` of the head does; the last one gives the classes. */
export function describeDense(head: Architecture['head'], index: number): string {
  const first = index === 0 ? [head.reduce === 'flatten' ? 'Flatten' : 'Global average', 'dense'] : ['Dense']
  if (index === head.dense.length) return [...first, 'softmax in loss'].join(', ')
  return [...first, 'ReLU', ...(head.dropout > 0 ? [`dropout ${head.dropout}`] : [])].join(', ')
}

/** What changed against the baseline, factor by factor: "depth 1 → 5", "kernel 3 → 5". Empty for equal designs. */
export function differencesTo(baseline: Architecture, design: Architecture): string[] {
  const pairs: [string, string, string][] = [
    ['depth', String(baseline.blocks.length), String(design.blocks.length)],
    ['filters', listed(baseline, (b) => b.filters), listed(design, (b) => b.filters)],
    ['kernel', listed(baseline, (b) => b.kernelSize), listed(design, (b) => b.kernelSize)],
    ['dilation', listed(baseline, (b) => b.dilation), listed(design, (b) => b.dilation)],
    [
      'batch norm',
      listed(baseline, (b) => (b.batchNorm ? 'on' : 'off')),
      listed(design, (b) => (b.batchNorm ? 'on' : 'off')),
    ],
    ['activation', listed(baseline, (b) => b.activation), listed(design, (b) => b.activation)],
    ['pooling', listed(baseline, describePooling), listed(design, describePooling)],
    ['dropout', listed(baseline, (b) => b.dropout), listed(design, (b) => b.dropout)],
    ['head', describeHead(baseline.head), describeHead(design.head)],
  ]
  return pairs
    .filter(([, before, after]) => before !== after)
    .map(([name, before, after]) => `${name} ${before} → ${after}`)
}

/** One value where all blocks agree, else the list. */
function listed(design: Architecture, read: (block: Block) => string | number): string {
  const values = design.blocks.map(read)
  return new Set(values).size === 1 ? String(values[0]) : values.join(' ')
}

/** "average 2", "none". */
export function describePooling(block: Block): string {
  return block.pooling.type === 'none' ? 'none' : `${block.pooling.type} ${block.pooling.size}`
}

/** "flatten, 128": the head in a few words. */
export function describeHead(head: Architecture['head']): string {
  const parts = [head.reduce === 'flatten' ? 'flatten' : 'global average', ...head.dense.map(String)]
  if (head.dropout > 0) parts.push(`dropout ${head.dropout}`)
  return parts.join(', ')
}
