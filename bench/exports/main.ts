import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { unzipSync } from 'fflate'
import { exportModel } from '../../electron/modelExport/exportModel.ts'
import type { TrainedModel } from '../../electron/modelExport/trainedModel.ts'
import { AppError } from '../../electron/shared/appError.ts'
import { modelFormatSchema, type ModelFormat } from '../../electron/shared/run.ts'
import { encodeSafetensors } from '../../electron/shared/safetensors.ts'
import { compareLogits } from './compareLogits.ts'
import { designs } from './designs.ts'
import { trainDesign, writeData } from './trainDesign.ts'

/**
 * Exports trained networks, loads them in the programs they are for, and compares the logits of 100 beats of the sample
 * with the trainer's own:
 *
 *     python -m venv venv && venv/bin/pip install torch tensorflow keras onnx onnxruntime safetensors
 *     node bench/exports/main.ts --python venv/bin/python [--designs model-11,gru] [--epochs 8] [--folder KEEP]
 *
 * Without --python only TensorFlow.js is asked, which the project has anyway; KERAS_BACKEND=torch in the environment has
 * Keras compute with PyTorch. Ends with 1 where a logit differs by more than 1e-4 of the largest, or a predicted class
 * differs.
 */
const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}
const python = option('python')
const names = option('designs')?.split(',') ?? Object.keys(designs)
const epochs = Number(option('epochs') ?? 8)
const kept = option('folder')
const tolerance = 1e-4

const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'beatbench-exports-'))
const exportFolder = path.join(folder, 'exports')
mkdirSync(exportFolder, { recursive: true })
try {
  process.exitCode = await bench()
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true })
}

async function bench(): Promise<number> {
  const data = writeData(folder)
  const beats = { dtype: 'F32' as const, shape: [data.beats.length / 187, 187], data: data.beats }
  writeFileSync(path.join(exportFolder, 'beats.safetensors'), encodeSafetensors({ beats }))
  const refusals: string[] = []
  const ours = new Map<string, number[][]>()
  for (const name of names) {
    const architecture = designs[name]
    if (!architecture) throw new Error(`No design ${name}; there are ${Object.keys(designs).join(', ')}.`)
    const { model, logits } = await trainDesign(name, architecture, { data, folder, epochs })
    ours.set(name, logits)
    for (const format of modelFormatSchema.options) refusals.push(...(await writeModel(name, model, format)))
  }
  const programs = [await askTfjs(), ...(python === undefined ? [] : await askPython(python))]
  const rows = programs.flatMap(({ program, logits }) =>
    Object.entries(logits).map(([file, theirs]) => {
      const name = path.parse(file).name
      return { program, name, file, ...compareLogits(ours.get(name) ?? [], theirs) }
    }),
  )
  console.log('| program | file | largest difference | of the largest logit | classes predicted | the same |')
  console.log('| --- | --- | --: | --: | --: | --- |')
  for (const { program, file, largestDifference, relative, classes, sameClasses } of rows)
    console.log(
      `| ${program} | ${file} | ${largestDifference.toExponential(1)} | ${relative.toExponential(1)} | ${classes} | ${sameClasses ? 'yes' : 'no'} |`,
    )
  for (const refusal of refusals) console.log(refusal)
  return rows.every(({ relative, sameClasses }) => relative <= tolerance && sameClasses) ? 0 : 1
}

/** Writes the network's file or folder; gives the message where the format cannot hold it. */
async function writeModel(name: string, model: TrainedModel, format: ModelFormat): Promise<string[]> {
  try {
    const { bytes } = await exportModel(model, format)
    if (format !== 'tfjs') {
      writeFileSync(path.join(exportFolder, `${name}.${format}`), bytes)
      return []
    }
    mkdirSync(path.join(exportFolder, name), { recursive: true })
    for (const [file, content] of Object.entries(unzipSync(bytes)))
      writeFileSync(path.join(exportFolder, name, file), content)
    return []
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad-input') return [`${name}, ${format}: ${error.message}`]
    throw error
  }
}

interface Answer {
  program: string
  logits: Record<string, number[][]>
}

async function askTfjs(): Promise<Answer> {
  const loader = path.join(import.meta.dirname, 'loadTfjs.ts')
  const answer = (await readJson(process.execPath, [loader, exportFolder])) as {
    version: string
    logits: Answer['logits']
  }
  return { program: answer.version, logits: answer.logits }
}

async function askPython(interpreter: string): Promise<Answer[]> {
  const loader = path.join(import.meta.dirname, 'load.py')
  const { versions, logits } = (await readJson(interpreter, [loader, exportFolder])) as {
    versions: Record<string, string>
    logits: Answer['logits']
  }
  return Object.entries(versions).map(([ending, program]) => ({
    program,
    logits: Object.fromEntries(Object.entries(logits).filter(([file]) => file.endsWith(ending))),
  }))
}

async function readJson(program: string, args: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(program, args, { maxBuffer: 2 ** 28 })
  return JSON.parse(stdout)
}
