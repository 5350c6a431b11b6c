import { availableParallelism, cpus, freemem, totalmem } from 'node:os'
import { countPhysicalCores } from '../engine/system/computer.ts'
import { findBrowser, findElectron, measureFreeBytes, probeTensorflow, readVersion } from './doctorProbes.ts'
import type { Finding, ProgramFound, TensorflowFound } from './doctorProbes.ts'

/** What `beatbench doctor` tells of this computer and this installation. */
export interface DoctorFacts {
  beatbench: string
  node: ProgramFound
  tensorflow: Finding<TensorflowFound>
  electron: Finding<ProgramFound>
  browser: Finding<ProgramFound>
  cpu: { model: string; threads: number; physicalCores: number }
  memory: { totalBytes: number; freeBytes: number }
  data: { folder: string; freeBytes: number }
}

/**
 * Looks at this computer and this installation. Nothing is changed, and nothing that is missing is an error.
 * @param dataFolder where the database and its files are, or would be made
 */
export async function collectDoctorFacts(dataFolder: string): Promise<DoctorFacts> {
  const [tensorflow, browser, freeBytes] = await Promise.all([
    probeTensorflow(),
    findBrowser(),
    measureFreeBytes(dataFolder),
  ])
  return {
    beatbench: readVersion(),
    node: { version: process.versions.node, path: process.execPath },
    tensorflow,
    electron: findElectron(),
    browser,
    cpu: { model: cpus()[0]?.model ?? 'unknown', threads: availableParallelism(), physicalCores: countPhysicalCores() },
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    data: { folder: dataFolder, freeBytes },
  }
}

/** The facts as lines for a terminal: a name, what was found, and the command that mends what was not. */
export function formatDoctorFacts(facts: DoctorFacts): string {
  const { cpu, memory, data } = facts
  const rows: [string, string][] = [
    ['Beatbench', facts.beatbench],
    ['Node', describeProgram(facts.node)],
    ['TensorFlow', describe(facts.tensorflow, ({ version, tfjs }) => `${version} (tfjs ${tfjs})`)],
    ['CPU features', describe(facts.tensorflow, ({ cpuFeatures }) => cpuFeatures.join(' ') || 'none told')],
    ['oneDNN', describe(facts.tensorflow, ({ hasOneDnn }) => (hasOneDnn ? 'on' : 'off'))],
    ['Kernels', describe(facts.tensorflow, describeKernels)],
    ['Electron', describe(facts.electron, describeProgram)],
    ['Browser', describe(facts.browser, describeProgram)],
    ['Cores', `${cpu.physicalCores} (${cpu.threads} threads), ${cpu.model}`],
    ['Memory', `${gigabytes(memory.totalBytes)}, ${gigabytes(memory.freeBytes)} free`],
    ['Data folder', data.folder],
    ['Free disk', gigabytes(data.freeBytes)],
  ]
  return rows.map(([name, value]) => `${name.padEnd(14)}${value}`).join('\n')
}

function describe<Found>(finding: Finding<Found>, found: (value: Found) => string): string {
  return finding.isFound ? found(finding) : `${finding.problem}. To mend it: ${finding.mend}`
}

function describeKernels({ kernels, instructionSets }: TensorflowFound): string {
  if (kernels.kind === 'stock') return `stock, TensorFlow's own: ${kernels.reason}`
  return `fused ${kernels.instructionSet} (this processor can use ${instructionSets.join(', ')})`
}

function describeProgram({ version, path }: ProgramFound): string {
  return `${version}  ${path}`
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`
}
