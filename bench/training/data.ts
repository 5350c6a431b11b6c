import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readBeatsFile } from '../../electron/data/beatsFile.ts'
import { runImport } from '../../electron/data/runImport.ts'
import { makeSplit } from '../../electron/data/splits.ts'
import { createRandom } from '../../electron/shared/random.ts'
import { batchSize, beatLength, parameterShapes } from './workers/task.ts'

/** What all contestants train on. */
export interface BenchData {
  beatsPath: string
  labelsPath: string
  beats: number
  isReal: boolean
}

const syntheticBeats = 20_000

/**
 * Writes the training beats of the published split of the CSV files in `source`, or of generated beats where it has none,
 * to `folder`: in random order (the files are sorted by class), as many as fill whole batches (so that no program has to
 * compile for a second shape).
 */
export async function writeData(source: string, folder: string): Promise<BenchData> {
  const file = path.join(folder, 'beats.safetensors')
  const [trainPath, testPath] = ['mitbih_train.csv', 'mitbih_test.csv'].map((name) =>
    [name, `${name}.gz`].map((each) => path.join(source, each)).find(existsSync),
  )
  const isReal = trainPath !== undefined && testPath !== undefined
  await runImport(
    isReal
      ? { kind: 'kaggle-csv', trainPath, testPath, outputPath: file }
      : { kind: 'synthetic', beats: syntheticBeats, seed: 1, outputPath: file },
    () => undefined,
  )
  const set = readBeatsFile(file)
  const rows = createRandom(1, 'bench order').shuffle(makeSplit({ kind: 'published' }, set)[0]!.train)
  const kept = rows.subarray(0, Math.floor(rows.length / batchSize) * batchSize)
  const beats = new Float32Array(kept.length * beatLength)
  kept.forEach((row, index) =>
    beats.set(set.beats.subarray(row * beatLength, (row + 1) * beatLength), index * beatLength),
  )
  const [beatsPath, labelsPath] = [path.join(folder, 'beats.f32'), path.join(folder, 'labels.u8')]
  writeFileSync(beatsPath, beats)
  writeFileSync(
    labelsPath,
    Uint8Array.from(kept, (row) => set.labels[row] ?? 0),
  )
  return { beatsPath, labelsPath, beats: kept.length, isReal }
}

/**
 * Writes the first weights that all contestants start from: kernels and biases uniform in +-1/sqrt(fan in), as PyTorch
 * draws them; scales one, shifts zero.
 */
export function writeStart(model: number, folder: string): string {
  const random = createRandom(1, `bench start ${model}`)
  let fanIn = 1
  const parts = parameterShapes(model).map(([name, shape]) => {
    const size = shape.reduce((product, side) => product * side, 1)
    if (name.includes('.norm.')) return new Float32Array(size).fill(name.endsWith('.weight') ? 1 : 0)
    if (name.endsWith('.weight')) fanIn = size / (shape.at(-1) ?? 1)
    const bound = 1 / Math.sqrt(fanIn)
    return Float32Array.from({ length: size }, () => (2 * random.next() - 1) * bound)
  })
  const startPath = path.join(folder, `start-${model}.f32`)
  writeFileSync(startPath, Buffer.concat(parts.map((part) => new Uint8Array(part.buffer))))
  return startPath
}
