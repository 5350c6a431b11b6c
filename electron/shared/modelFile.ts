import type { ModelFormat } from './run.ts'

/** How the name of a model's file ends; TensorFlow.js has two files, which go as a zip or as a folder. */
const endings: Record<ModelFormat, string> = {
  safetensors: '.safetensors',
  keras: '.keras',
  tfjs: '-tfjs.zip',
  onnx: '.onnx',
}

/** `Model 11`, seed 3, for Keras: `model-11-seed-3.keras`. Letters and digits of any script stay. */
export function modelFileName(variant: string, seed: number, format: ModelFormat): string {
  const plain = `${variant} seed ${seed}`.toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, '-')
  return `${plain.replace(/^-/, '')}${endings[format]}`
}
