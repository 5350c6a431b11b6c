import { describe, expect, it } from 'vitest'
import {
  compareCurves,
  compareLogits,
  compareScores,
  compareWeights,
} from '../../../electron/engine/repeat/compareRun.ts'
import type { Epoch } from '../../../electron/shared/run.ts'
import { decodeSafetensors, encodeSafetensors } from '../../../electron/shared/safetensors.ts'

const epoch = (number: number, change: Partial<Epoch> = {}): Epoch => ({
  epoch: number,
  trainLoss: 0.5,
  validationLoss: 0.25,
  validationAccuracy: 0.9,
  validationMacroF1: 0.8,
  learningRate: 0.001,
  durationMs: 10,
  ...change,
})

const file = (tensors: Record<string, number[]>) =>
  decodeSafetensors(
    encodeSafetensors(
      Object.fromEntries(
        Object.entries(tensors).map(([name, values]) => [
          name,
          { dtype: 'F32' as const, shape: [values.length], data: Float32Array.from(values) },
        ]),
      ),
    ),
  )

describe('curves', () => {
  it('are the same however long their epochs took', () => {
    expect(compareCurves([epoch(1), epoch(2)], [epoch(1, { durationMs: 99 }), epoch(2)])).toEqual([])
  })

  it('differ at the first epoch with another value, told exactly and with its distance', () => {
    const now = [epoch(1), epoch(2, { trainLoss: 0.5 + 2 ** -52, learningRate: 0.002 }), epoch(3, { trainLoss: 9 })]
    expect(compareCurves([epoch(1), epoch(2), epoch(3)], now)).toEqual([
      'Epoch 2 is the first that differs: training loss 0.5000000000000002, was 0.5 (by 2.2e-16), ' +
        'learning rate 0.002, was 0.001 (by 1.0e-3).',
    ])
  })

  it('differ in length', () => {
    expect(compareCurves([epoch(1)], [])).toEqual(['0 epochs were trained, not 1.'])
  })
})

describe('scores of a part', () => {
  const before = { part: 'test' as const, loss: 0.5, predicted: [0, 1, 2, 3] }

  it('are the same', () => {
    expect(compareScores(before, { ...before, predicted: Uint8Array.of(0, 1, 2, 3) })).toEqual([])
  })

  it('differ in so many classes, the first named', () => {
    expect(compareScores(before, { ...before, loss: 0.75, predicted: [0, 1, 4, 4] })).toEqual([
      'Test part: 2 of 4 predicted classes differ; the first is number 2 of the part, counted from 0 (Q, was V).',
      'Test part: loss 0.75, was 0.5 (by 2.5e-1).',
    ])
  })

  it('are missing', () => {
    expect(compareScores(before, undefined)).toEqual(['Test part: 0 beats were scored, not 4.'])
  })
})

describe('tensors', () => {
  it('are the same, whatever else the files say', () => {
    expect(compareWeights(file({ a: [1, 2] }), file({ a: [1, 2] }))).toEqual([])
    expect(compareLogits('test', file({ logits: [1] }), file({ logits: [1] }))).toEqual([])
  })

  it('differ: how many, which is the first, and where by most', () => {
    const [before, now] = [file({ a: [1, 2], b: [3], c: [4] }), file({ a: [1, 2.5], b: [3], c: [8] })]
    expect(compareWeights(before, now)).toEqual([
      'Weights: 2 of 3 tensors differ; a is the first, the largest difference is 4.0e+0 in c.',
    ])
  })

  it('differ in the sign of zero and in what is not a number, too', () => {
    expect(compareWeights(file({ a: [0] }), file({ a: [-0] }))[0]).toContain('largest difference is 0.0e+0 in a')
    expect(compareWeights(file({ a: [0] }), file({ a: [Number.NaN] }))[0]).toContain('Infinity')
    expect(compareWeights(file({ a: [Number.NaN] }), file({ a: [Number.NaN] }))).toEqual([])
  })

  it('cannot be compared where names or shapes differ', () => {
    expect(compareWeights(file({ a: [1], b: [1] }), file({ a: [1, 1], c: [1] }))[0]).toContain(
      '3 tensors cannot be compared',
    )
  })

  it('of logits are counted', () => {
    expect(compareLogits('validation', file({ logits: [1, 2, 3] }), file({ logits: [1, 2, 3.5] }))).toEqual([
      'Validation part: 1 of 3 values of logits differ, by at most 5.0e-1.',
    ])
  })
})
