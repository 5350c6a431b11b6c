import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { chooseStratified } from '../../electron/data/stratified.ts'
import { loadSample } from '../../electron/data/sample.ts'
import type { Architecture } from '../../electron/shared/architecture.ts'
import { publishedRecipe, type Recipe } from '../../electron/shared/recipe.ts'
import { decodeSafetensors, encodeSafetensors } from '../../electron/shared/safetensors.ts'
import type { RunSpec } from '../../electron/shared/trainerProtocol.ts'
import type { TrainedModel } from '../../electron/modelExport/trainedModel.ts'

const trainer = path.join(import.meta.dirname, '..', '..', 'electron', 'trainer', 'main.ts')
const beatCount = 100

/** Files that every training of the bench reads. */
export interface BenchData {
  dataPath: string
  splitPath: string
  sampleRateHz: number
  /** Of the 100 beats, `[100, 187]`. */
  beats: Float32Array<ArrayBuffer>
}

/** Writes the built-in sample and a split of it: 100 beats of all classes to test, a quarter of the others to train. */
export function writeData(folder: string): BenchData {
  const sample = loadSample()
  const { count, length, labels, metadata } = sample
  const test = chooseStratified(labels, beatCount / count, 1)
  const others = Uint32Array.from({ length: count }, (_, row) => row).filter((row) => !test.includes(row))
  const rows = {
    train: others.filter((_, index) => index % 4 === 0),
    validation: others.filter((_, index) => index % 40 === 1),
    test,
  }
  const dataPath = path.join(folder, 'data.safetensors')
  const splitPath = path.join(folder, 'split.safetensors')
  const u32 = (data: Uint32Array) => ({ dtype: 'U32' as const, shape: [data.length], data: data.slice() })
  writeFileSync(
    dataPath,
    encodeSafetensors({
      beats: { dtype: 'F32', shape: [count, length], data: sample.beats.slice() },
      labels: { dtype: 'U8', shape: [count], data: labels.slice() },
    }),
  )
  writeFileSync(
    splitPath,
    encodeSafetensors({ train: u32(rows.train), validation: u32(rows.validation), test: u32(rows.test) }),
  )
  const beats = new Float32Array(test.length * length)
  test.forEach((row, index) => beats.set(sample.beats.subarray(row * length, (row + 1) * length), index * length))
  return { dataPath, splitPath, sampleRateHz: metadata.sampleRateHz, beats }
}

/** Trains a design with the trainer's program; gives the network and the trainer's own logits of the 100 beats. */
export async function trainDesign(
  name: string,
  architecture: Architecture,
  { data, folder, epochs }: { data: BenchData; folder: string; epochs: number },
): Promise<{ model: TrainedModel; logits: number[][] }> {
  const spec: RunSpec = {
    architecture,
    recipe: quickRecipe(epochs),
    seed: 1,
    dataPath: data.dataPath,
    splitPath: data.splitPath,
    fold: 0,
    outputFolder: path.join(folder, name),
    until: null,
    resume: null,
    initialWeightsPath: null,
    threads: 1,
  }
  const specPath = path.join(folder, `${name}.json`)
  writeFileSync(specPath, JSON.stringify(spec))
  await promisify(execFile)(process.execPath, [trainer, specPath])
  const read = (file: string) => decodeSafetensors(readFileSync(path.join(spec.outputFolder, file)), file).tensors
  const values = Array.from(read('test.logits.safetensors').get('logits')?.data ?? [], Number)
  return {
    model: {
      architecture,
      weights: read('weights.safetensors'),
      origin: {
        study: 'bench',
        variant: name,
        seed: spec.seed,
        fold: 0,
        foldCount: 1,
        dataSet: 'MIT-BIH sample',
        dataSetSha256: '',
        split: 'sample',
        beatLength: data.beats.length / beatCount,
        amplitude: 'unit',
        sampleRateHz: data.sampleRateHz,
        endedAt: '2026-01-01T00:00:00.000Z',
        importedFrom: null,
        beatbench: '0.1.0',
      },
    },
    logits: Array.from({ length: beatCount }, (_, beat) => values.slice(beat * 5, (beat + 1) * 5)),
  }
}

/** Learns fast, so that a few epochs suffice to tell classes apart. */
function quickRecipe(epochs: number): Recipe {
  const recipe = publishedRecipe()
  const optimiser = { ...recipe.optimiser, learningRate: 0.005 }
  return { ...recipe, optimiser, epochs, earlyStopping: null, classWeights: 'balanced' }
}
