import { describe, expect, it } from 'vitest'
import { blockOf, publishedBlock, recurrentOf } from '../../../../electron/shared/architecture.ts'
import { presetOf, publishedArchitecture } from '../../../../electron/shared/preset.ts'
import {
  describeBlock,
  describeBlocks,
  describeDense,
  describeNetwork,
  describeRecurrent,
  differencesTo,
  listLayers,
} from '../../../../renderer/components/design/describeDesign.ts'

const lstm = (units: number) => recurrentOf({ cell: 'lstm', units })

describe('describing designs', () => {
  it('names filters and kernels shortly', () => {
    const texts = [1, 7, 10, 11].map((model) => describeBlocks(publishedArchitecture(model).blocks))
    expect(texts).toEqual(['32, k3', '32–128, k3', '64–1024, k11–3', '32 each, k3'])
  })

  it('lists filters that go up and down one by one', () => {
    expect(describeBlocks([publishedBlock(32), publishedBlock(64), publishedBlock(16)])).toBe('32 64 16, k3')
  })

  it('names recurrent layers and counts joins in a list', () => {
    const names = (id: string, index: number) => describeNetwork(presetOf(id).variants()[index]!.architecture)
    expect(names('cnn-lstm', 2)).toBe('32–128, k3, LSTM 64')
    expect(names('kachuee-2018', 0)).toBe('32 each, k5, 5 joins')
    expect(describeNetwork({ ...publishedArchitecture(1), blocks: [], recurrent: [lstm(8)] })).toBe('LSTM 8')
  })

  it('lists layers for the head of the page', () => {
    expect(listLayers(publishedArchitecture(6))).toBe('2 blocks [32×3, 64×3]')
    expect(listLayers(presetOf('kachuee-2018').variants()[0]!.architecture)).toBe('11 blocks [32×5 each]')
    const dilated = { ...publishedArchitecture(1), blocks: [blockOf({ filters: 32, kernelSize: 3, dilation: 2 })] }
    expect(listLayers(dilated)).toBe('1 block [32×3d2]')
    expect(listLayers({ ...publishedArchitecture(6), recurrent: [lstm(64), lstm(64)] })).toBe(
      '2 blocks [32×3, 64×3], 2 x LSTM 64',
    )
  })

  it('says what a block does, and only what is not as usual', () => {
    expect(describeBlock(publishedBlock(32))).toBe('Conv k3, BN, ReLU, pool 2')
    const block = blockOf({ filters: 32, kernelSize: 3, dilation: 4, normalisation: 'none', dropout: 0.2 })
    expect(describeBlock(block)).toBe('Conv k3 d4, ReLU, pool 2, dropout 0.2')
    const residual = blockOf({
      filters: 32,
      kernelSize: 5,
      stride: 2,
      padding: 'valid',
      bias: false,
      normalisation: 'layer',
      join: { type: 'add-norm' },
      activation: 'gelu',
      pooling: { type: 'max', size: 5, stride: 2 },
    })
    expect(describeBlock(residual)).toBe('Conv k5 s2 valid no bias, LN, add & norm, GELU, max pool 5 s2')
  })

  it('says what recurrent and dense layers do', () => {
    expect(describeRecurrent(lstm(64))).toBe('LSTM 64')
    const gru = recurrentOf({ cell: 'gru', units: 32, bidirectional: true, join: { type: 'add' }, dropout: 0.1 })
    expect(describeRecurrent(gru)).toBe('GRU 32 both ways, add, dropout 0.1')
    const { head } = publishedArchitecture(1)
    expect(describeDense(head, 0)).toBe('Flatten, dense, ReLU')
    expect(describeDense(head, 1)).toBe('Dense, softmax in loss')
    expect(describeDense({ ...head, dense: [], reduce: 'last' }, 0)).toBe('Last state, dense, softmax in loss')
    expect(describeDense({ ...head, activation: 'tanh', dropout: 0.5 }, 0)).toBe('Flatten, dense, tanh, dropout 0.5')
  })
})

describe('differencesTo', () => {
  it('names each factor that differs from the baseline, and none for equal designs', () => {
    expect(differencesTo(publishedArchitecture(1), publishedArchitecture(11))).toEqual(['depth 1 → 5'])
    expect(differencesTo(publishedArchitecture(1), publishedArchitecture(2))).toEqual(['kernel 3 → 5'])
    expect(differencesTo(publishedArchitecture(1), publishedArchitecture(1))).toEqual([])
  })

  it('tells of recurrent layers, and of nothing that only one of the two has', () => {
    const model7 = publishedArchitecture(7)
    expect(differencesTo(model7, { ...model7, recurrent: [lstm(64)] })).toEqual(['recurrent none → LSTM 64'])
    expect(differencesTo(model7, { ...model7, blocks: [], recurrent: [lstm(64)] })).toEqual([
      'depth 3 → 0',
      'recurrent none → LSTM 64',
    ])
  })

  it('tells of every other field of a block', () => {
    const base = { ...publishedArchitecture(1), blocks: [publishedBlock(32), publishedBlock(32)] }
    const changed = blockOf({
      filters: 32,
      kernelSize: 3,
      stride: 2,
      padding: 'valid',
      bias: false,
      normalisation: 'layer',
      join: { type: 'add', span: 2 },
      activation: 'tanh',
      pooling: { type: 'max', size: 3, stride: 2 },
      dropout: 0.1,
    })
    expect(differencesTo(base, { ...base, blocks: [publishedBlock(32), changed] })).toEqual([
      'stride 1 → 1 2',
      'padding same → same valid',
      'bias on → on off',
      'norm batch → batch layer',
      'joins none → add over 2 at 2',
      'activation relu → relu tanh',
      'pooling average 2 → average 2 max 3 by 2',
      'dropout 0 → 0 0.1',
    ])
  })

  it('tells of joins and dropout of recurrent layers and of the head', () => {
    const base = { ...publishedArchitecture(1), recurrent: [lstm(64)] }
    const joined = recurrentOf({ cell: 'lstm', units: 64, join: { type: 'add-norm' }, dropout: 0.2 })
    const head = { ...base.head, reduce: 'last' as const, activation: 'gelu' as const }
    expect(differencesTo(base, { ...base, recurrent: [joined], head })).toEqual([
      'recurrent joins none → add & norm at 1',
      'recurrent dropout 0 → 0.2',
      'head flatten, 128 → last state, 128, GELU',
    ])
  })
})
