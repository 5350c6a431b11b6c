import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { architectureOf } from '../../designs.ts'
import { layersOf, type LayerSpec } from '../../../electron/shared/network.ts'
import { weightShapes } from '../../../electron/shared/weightShapes.ts'

/** What a worker is to train, and how; `protocol.py` reads the same. */
export const taskSchema = z.object({
  model: z.number().int(),
  blocks: z.array(z.object({ filters: z.number().int(), kernelSize: z.number().int() })),
  /** Of the contestant's program: `jit`, `channels-last`, `stock` ... */
  variant: z.string(),
  threads: z.number().int(),
  /** Training beats [count, 187] in float32 and their labels in bytes, in random order. */
  beatsPath: z.string(),
  labelsPath: z.string(),
  /** First weights in float32, as `weightShapes` orders them, without running statistics. */
  startPath: z.string(),
  /** Instead of rounds: the mean losses of so many stretches of so many batches in order. */
  check: z.object({ stretches: z.number().int(), steps: z.number().int() }).optional(),
})
export type Task = z.infer<typeof taskSchema>

export const batchSize = 64
export const beatLength = 187

/** The task that the driver gave this program. */
export function readTask(): Task {
  return taskSchema.parse(JSON.parse(process.argv[2] ?? 'null'))
}

/** Beats [count, 187] and labels of a task. */
export function readBeats(task: Task): { beats: Float32Array; labels: Uint8Array; count: number } {
  const beats = readFloats(task.beatsPath)
  return { beats, labels: new Uint8Array(readFileSync(task.labelsPath)), count: beats.length / beatLength }
}

function readFloats(file: string): Float32Array<ArrayBuffer> {
  const { buffer, byteOffset, length } = readFileSync(file)
  return new Float32Array(buffer, byteOffset, length / 4)
}

/** The layers of a published model. */
export function layersOfModel(model: number): LayerSpec[] {
  return layersOf(architectureOf(String(model)), beatLength)
}

/** Trainable parameters of a model with their shapes, in the order of the file of first weights. */
export function parameterShapes(model: number): [name: string, shape: number[]][] {
  return [...weightShapes(layersOfModel(model))].filter(([name]) => !/\.running_(mean|var)$/.test(name))
}

/** First weights by name, as `parameterShapes` has them. */
export function readStart(task: Task): Map<string, Float32Array<ArrayBuffer>> {
  const all = readFloats(task.startPath)
  let at = 0
  return new Map(
    parameterShapes(task.model).map(([name, shape]) => {
      const size = shape.reduce((product, side) => product * side, 1)
      return [name, all.slice(at, (at += size))]
    }),
  )
}

/** First and last row of each stretch of a check. */
export function checkStretches({ stretches, steps }: NonNullable<Task['check']>): [first: number, last: number][] {
  const rows = steps * batchSize
  return Array.from({ length: stretches }, (_, index) => [index * rows, (index + 1) * rows])
}
