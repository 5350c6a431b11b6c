import { createRequire } from 'node:module'
import { loadTensorFlow } from '../../../electron/trainer/tensorflow.ts'
import { Rounds, tell } from './rounds.ts'
import { batchSize, beatLength, checkStretches, readBeats, readStart, readTask, type Task } from './task.ts'

/** `model.fit` of TensorFlow.js layers in tfjs-node, with stock kernels. */
type Tfjs = typeof import('@tensorflow/tfjs-node')

const learningRate = 1e-3
const weightDecay = 1e-5
const classCount = 5

const task = readTask()
process.env['BEATBENCH_KERNELS'] = 'stock'
loadTensorFlow(task.threads)
const tf = createRequire(import.meta.url)('@tensorflow/tfjs-node') as Tfjs

/** Weight decay as L2 in the gradient, which costs less here than a regulariser in each layer. */
class CoupledAdam extends tf.AdamOptimizer {
  override applyGradients(gradients: Parameters<typeof tf.AdamOptimizer.prototype.applyGradients>[0]): void {
    const entries = Array.isArray(gradients)
      ? gradients.map(({ name, tensor }) => [name, tensor] as const)
      : Object.entries(gradients)
    const decayed = entries.map(([name, gradient]) => {
      const variable = tf.engine().registeredVariables[name]
      if (!variable) throw new Error(`There is no variable ${name}.`)
      return { name, tensor: tf.tidy(() => gradient.add(variable.mul(weightDecay))) }
    })
    super.applyGradients(decayed)
    for (const { tensor } of decayed) tensor.dispose()
  }
}

/** Tells the rounds that a step is done; unlike functions given to `fit`, it does not have each loss read back. */
class EndOfStep extends tf.Callback {
  readonly #rounds: Rounds
  constructor(rounds: Rounds) {
    super()
    this.#rounds = rounds
  }
  override onBatchEnd(): Promise<void> {
    return this.#rounds.finished()
  }
}

function build({ blocks, ...rest }: Task) {
  const model = tf.sequential()
  blocks.forEach(({ filters, kernelSize }, index) => {
    const inputShape = index === 0 ? { inputShape: [beatLength, 1] } : {}
    model.add(tf.layers.conv1d({ filters, kernelSize, padding: 'same', ...inputShape }))
    model.add(tf.layers.batchNormalization({ momentum: 0.9, epsilon: 1e-5 }))
    model.add(tf.layers.reLU())
    model.add(tf.layers.averagePooling1d({ poolSize: 2, strides: 2 }))
  })
  model.add(tf.layers.flatten())
  model.add(tf.layers.dense({ units: 128, activation: 'relu' }))
  model.add(tf.layers.dense({ units: classCount }))
  const weights = [...readStart({ blocks, ...rest }).values()]
  model.trainableWeights.forEach((variable, index) => {
    variable.write(tf.tensor(weights[index] ?? [], variable.shape as number[]))
  })
  model.compile({
    optimizer: new CoupledAdam(learningRate, 0.9, 0.999, 1e-8),
    loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels as never, logits as never),
  })
  return model
}

const model = build(task)
const { beats, labels, count } = readBeats(task)
const x = tf.tensor3d(beats, [count, beatLength, 1])
const y = tf.tidy(() => tf.oneHot(tf.tensor1d(Int32Array.from(labels), 'int32'), classCount).toFloat())
const facts = {
  parameters: model.trainableWeights.reduce(
    (sum, { shape }) => sum + shape.reduce<number>((product, side) => product * (side ?? 1), 1),
    0,
  ),
  versions: { 'tfjs-node': tf.version['tfjs-node'], 'tfjs-layers': tf.version['tfjs-layers'] },
}
if (task.check) tell({ losses: await trainInOrder(task.check), ...facts })
else await model.fit(x, y, { batchSize, epochs: 1e6, verbose: 0, callbacks: new EndOfStep(new Rounds(facts)) })

async function trainInOrder(check: NonNullable<Task['check']>): Promise<number[]> {
  const losses: number[] = []
  for (const [first, last] of checkStretches(check)) {
    const [part, partLabels] = [x.slice(first, last - first), y.slice(first, last - first)]
    const { history } = await model.fit(part, partLabels, { batchSize, shuffle: false, verbose: 0 })
    losses.push(Number(history['loss']?.[0]))
  }
  return losses
}
