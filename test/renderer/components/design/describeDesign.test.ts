import { describe, expect, it } from 'vitest'
import { publishedArchitecture } from '../../../../electron/shared/preset.ts'
import { publishedBlock } from '../../../../electron/shared/architecture.ts'
import {
  describeBlock,
  describeBlocks,
  describeDense,
  differencesTo,
  listBlocks,
} from '../../../../renderer/components/design/describeDesign.ts'

describe('describing designs', () => {
  it('names filters and kernels shortly', () => {
    const texts = [1, 7, 10, 11].map((model) => describeBlocks(publishedArchitecture(model).blocks))
    expect(texts).toEqual(['32, k3', '32–128, k3', '64–1024, k11–3', '32 each, k3'])
  })

  it('lists filters that go up and down one by one', () => {
    expect(describeBlocks([publishedBlock(32), publishedBlock(64), publishedBlock(16)])).toBe('32 64 16, k3')
  })

  it('lists blocks for the head of the page', () => {
    expect(listBlocks(publishedArchitecture(6).blocks)).toBe('2 blocks [32×3, 64×3]')
    expect(listBlocks([{ ...publishedBlock(32), dilation: 2 }])).toBe('1 block [32×3d2]')
  })

  it('says what a block and a dense layer do', () => {
    const block = { ...publishedBlock(32), dilation: 4, batchNorm: false, dropout: 0.2 }
    expect(describeBlock(block)).toBe('Conv k3 d4, ReLU, pool 2, dropout 0.2')
    const { head } = publishedArchitecture(1)
    expect(describeDense(head, 0)).toBe('Flatten, dense, ReLU')
    expect(describeDense(head, 1)).toBe('Dense, softmax in loss')
    expect(describeDense({ ...head, dense: [], reduce: 'global-average' }, 0)).toBe(
      'Global average, dense, softmax in loss',
    )
  })

  it('names each factor that differs from the baseline, and none for equal designs', () => {
    expect(differencesTo(publishedArchitecture(1), publishedArchitecture(11))).toEqual(['depth 1 → 5'])
    expect(differencesTo(publishedArchitecture(1), publishedArchitecture(2))).toEqual(['kernel 3 → 5'])
    expect(differencesTo(publishedArchitecture(1), publishedArchitecture(1))).toEqual([])
  })
})
