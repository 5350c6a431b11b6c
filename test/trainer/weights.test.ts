import { expect, it } from 'vitest'
import { layersOf } from '../../electron/shared/network.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { decodeSafetensors } from '../../electron/shared/safetensors.ts'
import { buildNetwork } from '../../electron/trainer/buildNetwork.ts'
import { encodeWeights, takeWeights } from '../../electron/trainer/weights.ts'
import { tf } from './loadedTensorFlow.ts'

it('writes the names and shapes that the protocol documents', () => {
  const network = buildNetwork(tf, layersOf(publishedArchitecture(6), 187), 1)
  const { tensors, metadata } = decodeSafetensors(encodeWeights(network, takeWeights(network), { epoch: '3' }))
  const shapes = Object.fromEntries([...tensors].map(([name, { shape }]) => [name, shape]))
  const norm = (name: string, channels: number) =>
    Object.fromEntries(['weight', 'bias', 'running_mean', 'running_var'].map((kind) => [`${name}.${kind}`, [channels]]))
  expect(shapes).toEqual({
    'block1.conv.weight': [3, 1, 32],
    'block1.conv.bias': [32],
    ...norm('block1.norm', 32),
    'block2.conv.weight': [3, 32, 64],
    'block2.conv.bias': [64],
    ...norm('block2.norm', 64),
    'head.dense1.weight': [46 * 64, 128],
    'head.dense1.bias': [128],
    'head.output.weight': [128, 5],
    'head.output.bias': [5],
  })
  expect(metadata).toEqual({ epoch: '3' })
})
