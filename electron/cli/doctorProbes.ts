import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'

const runFile = promisify(execFile)
const kernelsVariable = 'BEATBENCH_KERNELS'
const project = fileURLToPath(new URL('../..', import.meta.url))

/** Something that was looked for: what was found, or what is wrong and how to mend it. */
export type Finding<Found> = ({ isFound: true } & Found) | { isFound: false; problem: string; mend: string }

export interface TensorflowFound {
  version: string
  tfjs: string
  /** The instruction sets TensorFlow sees in this processor beyond those all of it is compiled for. */
  cpuFeatures: string[]
  hasOneDnn: boolean
  /** What computes: `stock` and why, or `fused` with the instruction set in use. */
  kernels: { kind: 'stock'; reason: string } | { kind: 'fused'; instructionSet: string }
  /** For which this processor can use fused kernels, best first. */
  instructionSets: string[]
}

export interface ProgramFound {
  version: string
  path: string
}

const probedSchema = z.object({
  version: z.string(),
  tfjs: z.string(),
  kernels: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('stock'), reason: z.string() }),
    z.object({ kind: z.literal('fused'), instructionSet: z.string() }),
  ]),
  instructionSets: z.array(z.string()),
})

/** Loads TensorFlow in a process of its own and reads what it says of the processor. */
export async function probeTensorflow(): Promise<Finding<TensorflowFound>> {
  const program = path.join(project, 'electron', 'trainer', 'probeTensorflow.ts')
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '0' }
  try {
    const { stdout, stderr } = await runFile(process.execPath, [program], { env, timeout: 60_000 })
    return { isFound: true, ...probedSchema.parse(JSON.parse(stdout)), ...readTensorflowLog(stderr) }
  } catch (error) {
    const problem = describeFailure(error)
    return {
      isFound: false,
      problem,
      mend: problem.includes(kernelsVariable) ? `unset ${kernelsVariable}` : 'scripts/setup',
    }
  }
}

/** Finds in TensorFlow's start-up log which instruction sets it uses and whether through oneDNN. */
export function readTensorflowLog(log: string): { cpuFeatures: string[]; hasOneDnn: boolean } {
  const features = /following instructions: ([A-Z0-9_. ]+)/.exec(log)?.[1] ?? ''
  return { cpuFeatures: features.split(' ').filter(Boolean), hasOneDnn: /oneDNN custom operations are on/.test(log) }
}

/** The Electron binary of this checkout. */
export function findElectron(): Finding<ProgramFound> {
  const folder = path.join(project, 'node_modules', 'electron')
  const pathFile = path.join(folder, 'path.txt')
  const binary = existsSync(pathFile) ? path.join(folder, 'dist', readFileSync(pathFile, 'utf8')) : undefined
  if (binary && existsSync(binary)) return { isFound: true, version: readVersion(folder), path: binary }
  return { isFound: false, problem: 'no binary; the workbench opens in a browser', mend: 'scripts/setup --electron' }
}

/** The Chromium or Chrome that can show the workbench in a window of its own. */
export async function findBrowser(): Promise<Finding<ProgramFound>> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const folders = (process.env['PATH'] ?? '').split(path.delimiter)
  const candidates = names.flatMap((name) => folders.map((folder) => path.join(folder, name)))
  const browser = candidates.find((candidate) => existsSync(candidate))
  if (!browser) return { isFound: false, problem: 'no Chromium or Chrome', mend: 'apt-get install -y chromium' }
  try {
    const { stdout } = await runFile(browser, ['--version'], { timeout: 10_000 })
    return { isFound: true, version: /\d[\d.]*/.exec(stdout)?.[0] ?? stdout.trim(), path: browser }
  } catch (error) {
    return { isFound: false, problem: describeFailure(error), mend: `look at ${browser} --version` }
  }
}

/** Free bytes for this user on the disk of a folder that may not exist yet. */
export async function measureFreeBytes(folder: string): Promise<number> {
  const existing = existsSync(folder) ? folder : path.dirname(folder)
  if (existing !== folder && !existsSync(existing)) return measureFreeBytes(existing)
  const { bavail, bsize } = await statfs(existing)
  return bavail * bsize
}

/** The version in a folder's package.json. */
export function readVersion(folder = project): string {
  const text = readFileSync(path.join(folder, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}

/** The line of a failed program's output that says why. */
function describeFailure(error: unknown): string {
  const failure = z.object({ stderr: z.string(), signal: z.string().nullable() }).safeParse(error)
  if (!failure.success) return error instanceof Error ? error.message : String(error)
  if (failure.data.signal) return `it was ended by ${failure.data.signal}`
  const line = /^\w*Error\b.*/m.exec(failure.data.stderr)?.[0] ?? failure.data.stderr.trim()
  return line.replace(/^AppError: /, '').replace(/\.$/, '')
}
