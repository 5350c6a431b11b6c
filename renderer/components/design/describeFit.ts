import type { Architecture } from '../../../electron/shared/architecture.ts'
import type { NetworkSummary } from '../../../electron/shared/networkSummary.ts'

/** "23 samples in, kernel spans 3, 11 out after pooling.": how the chosen layer fits; nothing for the head. */
export function describeFit(architecture: Architecture, summary: NetworkSummary, place: number): string {
  const row = summary.rows[place]
  if (!row || row.kind === 'dense') return ''
  const { input, conv, output } = row
  if (row.kind === 'recurrent')
    return `${input.length} × ${input.channels} in, ${output.length} × ${output.channels} out.`
  const block = architecture.blocks[row.index]
  if (!block) return ''
  const out = [
    `${input.length} samples in`,
    `kernel spans ${(block.kernelSize - 1) * block.dilation + 1}`,
    conv.length === input.length ? '' : `${conv.length} out of the convolution`,
    output.length === conv.length ? '' : `${output.length} out after pooling`,
  ]
  return `${out.filter(Boolean).join(', ')}.`
}
