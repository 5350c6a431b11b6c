import { createRequire } from 'node:module'
import { loadTensorFlow } from '../../electron/trainer/tensorflow.ts'

/** TensorFlow for the tests of one file. */
export const tf = loadTensorFlow(1)

/** tfjs itself, whose automatic differentiation the layers are compared with. */
export const tfjs = createRequire(import.meta.url)('@tensorflow/tfjs-node') as typeof import('@tensorflow/tfjs-node')
