import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import { publishedRecipe, type Recipe } from '../../electron/shared/recipe.ts'
import { encodeSafetensors } from '../../electron/shared/safetensors.ts'
import type { RunSpec, TrainerCommand, TrainerReport } from '../../electron/shared/trainerProtocol.ts'
import { beatsOfClasses } from './beatsOfClasses.ts'

/** The trainer's program. */
export const trainerPath = fileURLToPath(new URL('../../electron/trainer/main.ts', import.meta.url))

/** A folder of its own for one test file, removed by `remove`. */
export function createFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'beatbench trainer '))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Writes a data set of `count` beats and a split (70, 15, 15 %), and gives the spec of a run of Model 11 on them. */
export function writeRun(folder: string, count: number, recipe: Partial<Recipe> = {}, output = 'out'): RunSpec {
  const { beats, labels } = beatsOfClasses('run', count)
  const rows = Uint32Array.from({ length: count }, (_, index) => (index * 7) % count)
  const cuts = [0, Math.floor(count * 0.7), Math.floor(count * 0.85), count]
  const part = (index: number) => {
    const data = rows.slice(cuts[index], cuts[index + 1])
    return { dtype: 'U32' as const, shape: [data.length], data }
  }
  const dataPath = join(folder, `data ${count}.safetensors`)
  const splitPath = join(folder, `split ${count}.safetensors`)
  writeFileSync(
    dataPath,
    encodeSafetensors({
      beats: { dtype: 'F32', shape: [count, 187], data: beats },
      labels: { dtype: 'U8', shape: [count], data: labels },
    }),
  )
  writeFileSync(splitPath, encodeSafetensors({ train: part(0), validation: part(1), test: part(2) }))
  return {
    architecture: publishedArchitecture(11),
    recipe: { ...publishedRecipe(), ...recipe },
    seed: 1,
    dataPath,
    splitPath,
    fold: 0,
    outputFolder: join(folder, output),
    until: null,
    resume: null,
    initialWeightsPath: null,
    threads: 1,
  }
}

/** A forked trainer and what it has reported so far. */
export interface RunningTrainer {
  child: ChildProcess
  reports: TrainerReport[]
  send: (command: TrainerCommand) => void
  /** The first report of a type, waiting for it. */
  first: <T extends TrainerReport['type']>(type: T) => Promise<Extract<TrainerReport, { type: T }>>
  exit: Promise<{ code: number | null; signal: string | null }>
}

/** Forks the trainer as the engine does. */
export function startTrainer(): RunningTrainer {
  const child = fork(trainerPath, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
  const reports: TrainerReport[] = []
  child.on('message', (report: TrainerReport) => reports.push(report))
  const exit = once(child, 'exit').then(([code, signal]: (number | string | null)[]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }))
  const first: RunningTrainer['first'] = async (type) => {
    for (;;) {
      const found = reports.find((report) => report.type === type)
      if (found) return found as Extract<TrainerReport, { type: typeof type }>
      if (child.exitCode !== null || !child.connected)
        throw new Error(`The trainer ended without "${type}": ${JSON.stringify(reports.at(-1))}`)
      await Promise.race([once(child, 'message'), exit])
    }
  }
  return { child, reports, send: (command) => child.send(command), first, exit }
}

/** Trains to the end and gives all reports. */
export async function runToEnd(spec: RunSpec): Promise<{ reports: TrainerReport[]; code: number | null }> {
  const trainer = startTrainer()
  trainer.send({ type: 'train', spec })
  const { code } = await trainer.exit
  return { reports: trainer.reports, code }
}
