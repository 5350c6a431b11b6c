import type { ModelFormat } from './run.ts'
import type { SeedAndFold } from './seedText.ts'

/** How the name of a model's file ends; TensorFlow.js has two files, which go as a zip or as a folder. */
const endings: Record<ModelFormat, string> = {
  safetensors: '.safetensors',
  keras: '.keras',
  tfjs: '-tfjs.zip',
  onnx: '.onnx',
}

/** Disks take names of 255 bytes, or fewer where they encrypt them; a program that writes one may add to it. */
const longestStemBytes = 100

/**
 * `Model 11`, seed 3, for Keras: `model-11-seed-3.keras`, and of a split with folds `model-11-seed-3-fold-2.keras`. Letters
 * and digits of any script stay; of a long name the beginning.
 */
export function modelFileName(variant: string, { seed, fold, foldCount }: SeedAndFold, format: ModelFormat): string {
  const name = variant.toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, '-')
  const ending = `seed-${seed}${foldCount > 1 ? `-fold-${fold + 1}` : ''}`
  const stem = startOf(name, longestStemBytes - ending.length - 1).replace(/^-|-$/g, '')
  return `${stem === '' ? '' : `${stem}-`}${ending}${endings[format]}`
}

/** As many whole characters as fit into so many bytes of UTF-8. */
function startOf(text: string, bytes: number): string {
  const room = new Uint8Array(bytes)
  return text.slice(0, new TextEncoder().encodeInto(text, room).read)
}
