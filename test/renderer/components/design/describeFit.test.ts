import { describe, expect, it } from 'vitest'
import { blockOf, recurrentOf } from '../../../../electron/shared/architecture.ts'
import { summarise } from '../../../../electron/shared/networkSummary.ts'
import { publishedArchitecture } from '../../../../electron/shared/preset.ts'
import { describeFit } from '../../../../renderer/components/design/describeFit.ts'

describe('how a layer fits', () => {
  const strided = blockOf({ filters: 8, kernelSize: 5, dilation: 2, stride: 2 })
  const architecture = {
    ...publishedArchitecture(1),
    blocks: [strided],
    recurrent: [recurrentOf({ cell: 'gru', units: 16, bidirectional: true })],
  }
  const fits = [0, 1, 2].map((place) => describeFit(architecture, summarise(architecture, 187), place))

  it('is told by samples and the span of the kernel', () => {
    expect(fits[0]).toBe('187 samples in, kernel spans 9, 94 out of the convolution, 47 out after pooling.')
  })

  it('is told by length and channels of a recurrent layer, and not of the head', () => {
    expect(fits.slice(1)).toEqual(['47 × 8 in, 47 × 32 out.', ''])
  })
})
