import { createRequire } from 'node:module'

/**
 * A small program: loads TensorFlow, lets it calculate, and prints its versions as JSON. Set-up and `doctor` run it as a
 * process of its own, so that even a crash inside the library is only a failed probe.
 */
const require = createRequire(import.meta.url)

// Node 23 and newer lack two functions tfjs-node calls.
Object.assign(require('node:util'), { isNullOrUndefined: (value: unknown) => value == null, isArray: Array.isArray })

const tf = require('@tensorflow/tfjs-node')
const [sum] = tf.tensor1d([1, 2]).sum().dataSync()
if (sum !== 3) throw new Error(`TensorFlow says 1 + 2 = ${sum}`)
process.stdout.write(JSON.stringify({ version: tf.backend().binding.TF_Version, tfjs: tf.version['tfjs-core'] }))
