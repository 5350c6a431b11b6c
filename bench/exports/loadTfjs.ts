import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { loadTensorFlow } from '../../electron/trainer/tensorflow.ts'
import { decodeSafetensors } from '../../electron/shared/safetensors.ts'

/**
 * Loads exported networks in TensorFlow.js and prints their logits as JSON: by folder name, a list for each beat.
 *
 *     node loadTfjs.ts FOLDER
 *
 * FOLDER has beats.safetensors ([beats, 187]) and a folder for each network, with its model.json. See main.ts.
 */
loadTensorFlow(1)
const require = createRequire(import.meta.url)
const tf = require('@tensorflow/tfjs-node') as typeof import('@tensorflow/tfjs-node')

const [folder = '.'] = process.argv.slice(2)
const { tensors } = decodeSafetensors(readFileSync(path.join(folder, 'beats.safetensors')))
const beats = tensors.get('beats')
if (beats?.dtype !== 'F32') throw new TypeError('There are no beats.')
const input = tf.tensor3d(beats.data, [beats.shape[0] ?? 0, beats.shape[1] ?? 0, 1])

const logits: Record<string, unknown> = {}
for (const entry of readdirSync(folder, { withFileTypes: true })) {
  if (!entry.isDirectory()) continue
  const model = await tf.loadLayersModel(pathToFileURL(path.join(folder, entry.name, 'model.json')).href)
  logits[entry.name] = (model.predict(input) as import('@tensorflow/tfjs-node').Tensor).arraySync()
}
process.stdout.write(JSON.stringify({ version: `TensorFlow.js ${tf.version['tfjs-layers']}`, logits }))
