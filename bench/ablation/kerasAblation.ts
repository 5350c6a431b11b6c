import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { readBeatsFile } from '../../electron/data/beatsFile.ts'
import { makeSplit } from '../../electron/data/splits.ts'
import { encodeSplit } from '../../electron/engine/jobs/keepDataSet.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import type { AblationPlan } from './beatbenchAblation.ts'

/** One way to use the computer: `jit-2x1` compiles with XLA and has two processes of one thread. */
export interface KerasWay {
  name: string
  isJit: boolean
  processes: number
  threads: number
}

export interface KerasResult {
  way: KerasWay
  /** From the start of its process to its end. */
  wallMs: number
  runs: { model: number; seed: number; testMacroF1: number; seconds: number }[]
}

/** @throws RangeError for a way that is none. */
export function parseKerasWay(name: string): KerasWay {
  const found = /^(jit|graph)-(\d+)x(\d+)$/.exec(name)
  if (!found) throw new RangeError(`${name} is no way to run Keras: jit-2x1, jit-1x2, graph-2x1 and the like are.`)
  return { name, isJit: found[1] === 'jit', processes: Number(found[2]), threads: Number(found[3]) }
}

/** What the Python program is given, in a file of its own. */
export function writeKerasTask(folder: string, { dataPath }: { dataPath: string }, plan: AblationPlan): string {
  const splitPath = path.join(folder, 'split.safetensors')
  writeFileSync(splitPath, encodeSplit(makeSplit({ kind: 'sample' }, readBeatsFile(dataPath))))
  const models = plan.models.map((model) => ({
    model,
    blocks: publishedArchitecture(model).blocks.map(({ filters, kernelSize }) => [filters, kernelSize]),
  }))
  const taskPath = path.join(folder, 'keras.json')
  writeFileSync(taskPath, JSON.stringify({ dataPath, splitPath, models, seeds: plan.seeds, epochs: plan.epochs }))
  return taskPath
}

/** Lets Keras train all of it. @throws Error where its process fails. */
export async function runKeras(python: string, taskPath: string, way: KerasWay): Promise<KerasResult> {
  const script = fileURLToPath(new URL('kerasAblation.py', import.meta.url))
  const options = [way.isJit ? 'jit' : 'graph', String(way.processes), String(way.threads)]
  const startedAt = performance.now()
  const child = spawn(python, [script, taskPath, ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  if (code !== 0) throw new Error(`Keras (${way.name}) ended with code ${code}.`)
  const lines = text.split('\n').filter((line) => line.startsWith('{'))
  return {
    way,
    wallMs: performance.now() - startedAt,
    runs: lines.map((line) => JSON.parse(line) as KerasResult['runs'][number]),
  }
}
