import { createRequire } from 'node:module'
import { loadTensorFlow } from './tensorflow.ts'

/**
 * A small program: loads TensorFlow, lets it calculate, and prints its versions as JSON. Set-up, `doctor` and the engine
 * run it as a process of its own, so that even a crash inside the library is only a failed probe.
 */
const tensorflow = loadTensorFlow(1)
const sum = tensorflow.readScalar(tensorflow.run('AddV2', [tensorflow.scalar(1), tensorflow.scalar(2)]))
if (sum !== 3) throw new Error(`TensorFlow says 1 + 2 = ${sum}`)

const tfjs = createRequire(import.meta.url)('@tensorflow/tfjs-node/package.json') as { version: string }
process.stdout.write(JSON.stringify({ version: tensorflow.version, tfjs: tfjs.version }))
