import { expect, it } from 'vitest'
import { createRandom } from '../../../electron/shared/random.ts'
import { Dropout } from '../../../electron/trainer/layers/dropout.ts'
import { tf } from '../loadedTensorFlow.ts'

const shape = [10, 1, 50, 20]
const count = 10_000
const ones = () => tf.floats(new Float32Array(count).fill(1), shape)
const create = (seed: number) => new Dropout(tf, 'dropout', 0.3, createRandom(seed, 'dropout'))

it('sets about the asked share to zero and scales the others, so that the mean stays', () => {
  const y = tf.readFloats(create(1).forward(ones(), 'training'))
  const dropped = y.filter((value) => value === 0).length
  // Five standard deviations of a binomial of 10,000 with 0.3 are 229.
  expect(Math.abs(dropped - 3000)).toBeLessThan(229)
  expect(new Set(y)).toEqual(new Set([0, Math.fround(1 / 0.7)]))
})

it('passes the gradient through the same mask', () => {
  const layer = create(1)
  const y = tf.readFloats(layer.forward(ones(), 'training'))
  expect(tf.readFloats(layer.backward(ones()))).toEqual(y)
})

it('draws the same masks from the same seed, and another mask in the next step', () => {
  const [one, two] = [create(1), create(1)]
  const first = tf.readFloats(one.forward(ones(), 'training'))
  expect(tf.readFloats(two.forward(ones(), 'training'))).toEqual(first)
  expect(tf.readFloats(one.forward(ones(), 'training'))).not.toEqual(first)
  expect(tf.readFloats(create(2).forward(ones(), 'training'))).not.toEqual(first)
})

it.each(['inference', 'explanation'] as const)('changes nothing in %s', (pass) => {
  const layer = create(1)
  expect(tf.readFloats(layer.forward(ones(), pass)).every((value) => value === 1)).toBe(true)
})

it('passes the gradient unchanged in an explanation', () => {
  const layer = create(1)
  layer.forward(ones(), 'explanation')
  expect(tf.readFloats(layer.backward(ones())).every((value) => value === 1)).toBe(true)
})
