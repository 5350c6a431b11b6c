import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { collectDoctorFacts, formatDoctorFacts } from '../../electron/cli/doctor.ts'
import { measureFreeBytes, readTensorflowLog } from '../../electron/cli/doctorProbes.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beatbench-doctor-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe('doctor', () => {
  it('finds the real TensorFlow and the disk of a data folder that is not made yet', async () => {
    const facts = await collectDoctorFacts(path.join(folder, 'not', 'made'))
    expect(facts.tensorflow).toMatchObject({ isFound: true, tfjs: expect.stringMatching(/^4\./) })
    expect(facts.data.freeBytes).toBeGreaterThan(0)
    expect(facts.cpu.physicalCores).toBeLessThanOrEqual(facts.cpu.threads)
  })

  it('tells what is missing with the command that mends it', async () => {
    const facts = await collectDoctorFacts(folder)
    const missing = { isFound: false, problem: 'it was ended by SIGILL', mend: 'scripts/setup' } as const
    const lines = formatDoctorFacts({ ...facts, tensorflow: missing }).split('\n')
    expect(lines).toContain('TensorFlow    it was ended by SIGILL. To mend it: scripts/setup')
  })

  it('tells which kernels serve, and why, or which others this processor could use', async () => {
    const facts = await collectDoctorFacts(folder)
    if (!facts.tensorflow.isFound) throw new Error(facts.tensorflow.problem)
    const lineOf = (found: object) =>
      /^Kernels.*$/m.exec(formatDoctorFacts({ ...facts, tensorflow: { ...facts.tensorflow, ...found } }))?.[0]
    expect(lineOf({})).toMatch(/^Kernels +(fused|stock)/)
    expect(lineOf({ kernels: { kind: 'fused', instructionSet: 'avx2' }, instructionSets: ['avx512', 'avx2'] })).toBe(
      'Kernels       fused avx2 (this processor can use avx512, avx2)',
    )
    expect(lineOf({ kernels: { kind: 'stock', reason: 'there is no C++ compiler' } })).toBe(
      "Kernels       stock, TensorFlow's own: there is no C++ compiler",
    )
  })

  it('says what to do where other kernels are asked for than there are', async () => {
    vi.stubEnv('BEATBENCH_KERNELS', 'fused-mmx')
    const { tensorflow } = await collectDoctorFacts(folder)
    expect(tensorflow).toMatchObject({
      isFound: false,
      problem: expect.stringMatching(/^BEATBENCH_KERNELS is "fused-mmx", but /),
      mend: 'unset BEATBENCH_KERNELS',
    })
  })

  it("reads the processor's instruction sets and oneDNN from TensorFlow's log", () => {
    const log = [
      'I0000 00:00:1 port.cc:153] oneDNN custom operations are on. You may see slightly different results',
      'To enable the following instructions: AVX2 AVX512F FMA, in other operations, rebuild TensorFlow with',
    ].join('\n')
    expect(readTensorflowLog(log)).toEqual({ cpuFeatures: ['AVX2', 'AVX512F', 'FMA'], hasOneDnn: true })
    expect(readTensorflowLog('')).toEqual({ cpuFeatures: [], hasOneDnn: false })
  })

  it('measures the disk of the nearest folder that exists', async () => {
    const [made, unmade] = await Promise.all([measureFreeBytes(folder), measureFreeBytes(path.join(folder, 'a', 'b'))])
    expect(made).toBeGreaterThan(0)
    expect(unmade).toBeGreaterThan(0)
  })
})
