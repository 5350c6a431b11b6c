import { unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { designs } from '../../../bench/exports/designs.ts'
import { writeTfjs } from '../../../electron/modelExport/tfjs/writeTfjs.ts'
import type { TrainedModel } from '../../../electron/modelExport/trainedModel.ts'
import { recurrentOf, type Architecture } from '../../../electron/shared/architecture.ts'
import { layersOf } from '../../../electron/shared/network.ts'
import { publishedArchitecture } from '../../../electron/shared/preset.ts'
import { createRandom } from '../../../electron/shared/random.ts'
import { buildNetwork } from '../../../electron/trainer/buildNetwork.ts'
import { destroyNetwork, forward } from '../../../electron/trainer/network.ts'
import { pickWeights, putWeights } from '../../../electron/trainer/weights.ts'
import { tf, tfjs } from '../../trainer/loadedTensorFlow.ts'
import { randomModel } from '../randomModel.ts'

const count = 12
const random = createRandom(1, 'beats')
const beatsOf = (length: number) => Float32Array.from({ length: count * length }, () => random.next())

/** Logits of the model as TensorFlow.js loads it from the file. */
async function logitsOfFile(model: TrainedModel, beats: Float32Array): Promise<number[]> {
  const files = unzipSync(writeTfjs(model))
  const json = JSON.parse(new TextDecoder().decode(files['model.json'])) as {
    modelTopology: object
    weightsManifest: { weights: [] }[]
  }
  const weights = files['weights.bin']?.slice() ?? new Uint8Array()
  const loaded = await tfjs.loadLayersModel(
    tfjs.io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer,
    }),
  )
  const output = loaded.predict(
    tfjs.tensor3d(beats, [count, beats.length / count, 1]),
  ) as import('@tensorflow/tfjs-node').Tensor
  return Array.from(output.dataSync())
}

/** Logits of the same weights in the trainer, in inference mode. */
function logitsOfTrainer(model: TrainedModel, beats: Float32Array): number[] {
  const length = beats.length / count
  const network = buildNetwork(tf, layersOf(model.architecture, length), 1)
  putWeights(network, pickWeights(network, model.weights, 'drawn'))
  network.biases.settle()
  network.store.read()
  const output = forward(network.stages, tf.floats(beats.slice(), [count, 1, length, 1]), 'inference')
  const logits = Array.from(tf.readFloats(output))
  tf.release(output)
  network.store.release()
  destroyNetwork(network)
  return logits
}

describe('a model for TensorFlow.js', () => {
  const possible = Object.entries(designs).filter(([name]) => name !== 'gru')

  async function expectSameLogits(architecture: Architecture, name: string, length: number): Promise<void> {
    const model = randomModel(architecture, name, length)
    const beats = beatsOf(length)
    const theirs = await logitsOfFile(model, beats)
    const ours = logitsOfTrainer(model, beats)
    const largest = Math.max(...ours.map(Math.abs))
    expect(largest).toBeGreaterThan(0.05)
    theirs.forEach((logit, index) => expect(Math.abs(logit - (ours[index] ?? Number.NaN)) / largest).toBeLessThan(1e-5))
  }

  it.each(possible)('of the design %s is loaded there and gives the logits of the trainer', (name, architecture) =>
    expectSameLogits(architecture, name, 187),
  )

  it.each([64, 97, 250])('does so for beats of %i samples', async (length) => {
    for (const name of ['model-11', 'cnn-lstm'])
      await expectSameLogits(designs[name] ?? publishedArchitecture(11), name, length)
  })

  it('has its origin with it', () => {
    const files = unzipSync(writeTfjs(randomModel(publishedArchitecture(11))))
    expect(Object.keys(files)).toEqual(['model.json', 'weights.bin'])
    expect(JSON.parse(new TextDecoder().decode(files['model.json']))).toMatchObject({
      format: 'layers-model',
      weightsManifest: [{ paths: ['weights.bin'] }],
      userDefinedMetadata: { variant: 'Model 11', seed: '3' },
    })
  })

  it('is refused with a GRU, saying which layer and what to take', () => {
    const cell = { units: 4, cell: 'lstm' } as const
    const architecture = {
      ...publishedArchitecture(11),
      recurrent: [recurrentOf(cell), recurrentOf({ ...cell, cell: 'gru' })],
    }
    expect(() => writeTfjs(randomModel(architecture))).toThrow(
      expect.objectContaining({
        code: 'bad-input',
        message: expect.stringMatching(/^Recurrent layer 2 is a GRU that resets after the recurrent product/) as string,
        hint: expect.stringMatching(/ONNX.*Keras/) as string,
      }),
    )
  })
})
