import { createRequire } from 'node:module'
import { publishedBlock, publishedHead } from '../shared/architecture.ts'
import { layersOf } from '../shared/network.ts'
import { buildNetwork } from './buildNetwork.ts'
import { loadAddon } from './fusedKernels.ts'
import { backward, forward } from './network.ts'
import { loadTensorFlow } from './tensorflow.ts'

/**
 * A small program: loads TensorFlow and the fused kernels, lets them calculate, and prints what it found as JSON. Set-up,
 * `doctor` and the engine run it as a process of its own, so that even a crash inside a library is only a failed probe.
 */
const tf = loadTensorFlow(1)
passOneBatch()
const { kernels, version } = tf
const instructionSets = kernels.kind === 'fused' ? loadAddon()?.instructionSets() : []
const tfjs = createRequire(import.meta.url)('@tensorflow/tfjs-node/package.json') as { version: string }
process.stdout.write(JSON.stringify({ version, tfjs: tfjs.version, kernels, instructionSets }))

/** Forward and back through a small network. It and its tensors end with the process. */
function passOneBatch(): void {
  const [beats, length] = [2, 32]
  const architecture = { blocks: [publishedBlock(8), publishedBlock(8)], recurrent: [], head: publishedHead() }
  const network = buildNetwork(tf, layersOf(architecture, length), 1)
  network.store.read()
  const batch = Float32Array.from({ length: beats * length }, (_, at) => Math.sin(at))
  const scores = forward(network.stages, tf.floats(batch, [beats, 1, length, 1]), 'training')
  const values = tf.readFloats(scores)
  if (!values.every(Number.isFinite)) throw new Error(`TensorFlow calculates scores of ${values.join(', ')}`)
  backward(network.stages, scores)
}
