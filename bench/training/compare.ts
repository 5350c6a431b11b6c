import { arithmeticId, contestants, fused, modes, sgemm, type Contestant, type Mode } from './contestants.ts'
import type { ModelSpeed, Sample } from './results.ts'

/** A median over rounds, and the rounds' least and largest. */
export interface Spread {
  median: number
  least: number
  largest: number
}

/** Milliseconds a step that PyTorch, eager, took on one NVIDIA H100 by the published study: a given, not measured here. */
export const h100Ms: Record<number, number> = { 1: 3.0, 5: 3.0, 6: 3.8, 8: 5.0, 9: 7.1, 11: 6.1 }

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const median = Number.isInteger(middle)
    ? ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2
    : (sorted[Math.floor(middle)] ?? Number.NaN)
  return { median, least: sorted[0] ?? Number.NaN, largest: sorted.at(-1) ?? Number.NaN }
}

export function sampleOf({ samples }: ModelSpeed, contestant: string, mode: Mode): Sample | undefined {
  return samples.find((sample) => sample.contestant === contestant && sample.mode === mode)
}

/** The contestants that there are figures of. */
export function measuredIn(models: readonly ModelSpeed[]): Contestant[] {
  return contestants.filter(({ id }) =>
    models.some(({ samples }) => samples.some((sample) => sample.contestant === id)),
  )
}

/** The mode in which a contestant gets most out of the machine. */
export function bestSample(speed: ModelSpeed, contestant: string): Sample | undefined {
  return modes
    .map((mode) => sampleOf(speed, contestant, mode))
    .filter((sample) => sample !== undefined)
    .sort((a, b) => spreadOf(a.ms).median - spreadOf(b.ms).median)[0]
}

/** How often `ours` fits into `theirs`, round by round. */
function ratio(theirs: readonly number[], ours: readonly number[]): Spread {
  return spreadOf(theirs.map((ms, round) => ms / (ours[round] ?? Number.NaN)))
}

/** Times that the fused kernels, or those of `by`, are as fast as a contestant, each in its own best mode. */
export function speedUp(speed: ModelSpeed, contestant: string, by = fused.id): Spread | null {
  const [theirs, ours] = [bestSample(speed, contestant), bestSample(speed, by)]
  return theirs && ours ? ratio(theirs.ms, ours.ms) : null
}

/** GFLOP/s of a contestant, and its share of what large matrix products reach with as many threads. */
export function work(speed: ModelSpeed, contestant: string, mode: Mode): { gflops: number; share: Spread } | null {
  const sample = sampleOf(speed, contestant, mode)
  const limit = sampleOf(speed, sgemm.id, mode === 'one' ? 'one' : 'two')
  if (!sample || !limit) return null
  const share = spreadOf(
    sample.ms.map((ms, round) => speed.gflop / ms / (productGflop / (limit.ms[round] ?? Number.NaN))),
  )
  return { gflops: (1000 * speed.gflop) / spreadOf(sample.ms).median, share }
}

const productGflop = (2 * 1024 ** 3) / 1e9

/** GFLOP/s of large matrix products. */
export function limitOf(speed: ModelSpeed, mode: 'one' | 'two'): number | null {
  const limit = sampleOf(speed, sgemm.id, mode)
  return limit ? (1000 * productGflop) / spreadOf(limit.ms).median : null
}

/** What is to be reached, and by how much it is. */
export interface Target {
  title: string
  /** What to reach on a model; null where nothing is asked. */
  wanted(model: number): number | null
  /** `at least`, or `at most`. */
  bound: 'least' | 'most'
  reached(speed: ModelSpeed): Spread | null
  /** What the hand-written arithmetic alone would reach, were nothing else to be done. */
  bare?(speed: ModelSpeed): Spread | null
}

const deep = 11

function faster(title: string, contestant: string, wanted: Target['wanted']): Target {
  return {
    title,
    wanted,
    bound: 'least',
    reached: (speed) => speedUp(speed, contestant),
    bare: (speed) => speedUp(speed, contestant, arithmeticId),
  }
}

export const targets: readonly Target[] = [
  faster('JAX, jit', 'jax', (model) => (model === deep ? 3.5 : 2)),
  faster('PyTorch, channels_last', 'torch-channels-last', (model) => (model === deep ? 3.5 : 2)),
  faster('Keras, JIT', 'keras-jit', (model) => (model === deep ? 5 : 2)),
  faster('PyTorch, Conv1d', 'torch-conv1d', (model) => (model === deep ? 7 : 2.5)),
  faster('tf.layers model.fit', 'tf-layers', (model) => ([1, deep].includes(model) ? 15 : null)),
  {
    title: 'PyTorch, eager, on one H100 (given)',
    // On Model 8 it is to be about equal: within a tenth.
    wanted: (model) => ([1, 6, deep].includes(model) ? 1 : model === 8 ? 0.9 : null),
    bound: 'least',
    reached(speed) {
      const given = h100Ms[speed.model]
      const ours = bestSample(speed, fused.id)
      return given !== undefined && ours ? spreadOf(ours.ms.map((ms) => given / ms)) : null
    },
  },
  {
    title: 'a whole step beside its hand-written arithmetic, 1 thread',
    wanted: (model) => ([1, deep].includes(model) ? 1.3 : 1.15),
    bound: 'most',
    reached(speed) {
      const [ours, arithmetic] = [sampleOf(speed, fused.id, 'one'), sampleOf(speed, arithmeticId, 'one')]
      return ours && arithmetic ? ratio(ours.ms, arithmetic.ms) : null
    },
  },
]

/** Whether a model's median is where the target wants it; null where nothing is wanted or known. */
export function isMet(target: Target, speed: ModelSpeed): boolean | null {
  const wanted = target.wanted(speed.model)
  const reached = target.reached(speed)
  if (wanted === null || reached === null) return null
  return target.bound === 'least' ? reached.median >= wanted : reached.median <= wanted
}
