import type { Network } from '../../../electron/trainer/network.ts'
import { putWeights, takeWeights } from '../../../electron/trainer/weights.ts'
import { hashedUniform } from '../../trainer/hashedUniform.ts'

/** How first weights are chosen: see `put_hashed_weights` of the fixture's `chain.py`. */
export type Start = 'initial' | 'drawn' | 'open'

type Range = readonly [low: number, high: number]

const norms: Record<Exclude<Start, 'initial'>, { weight: Range; bias: Range }> = {
  drawn: { weight: [0.75, 1.25], bias: [-0.25, 0.25] },
  open: { weight: [0.5, 0.75], bias: [2.5, 3.5] },
}

/** Uniform in [low, high) by name and index, as the fixture's script draws them. */
export function hashedBetween(name: string, count: number, [low, high]: Range): Float32Array {
  return Float32Array.from(hashedUniform(name, count), (value) => low + (high - low) * value)
}

/** Gives a network the first weights that the fixture's script gave PyTorch's; returns the sum of all values put. */
export function putHashedWeights(network: Network, start: Start, scope = ''): number {
  const weights = takeWeights(network)
  const shapes = new Map(network.store.parameters.map(({ name, fileShape }) => [name, fileShape]))
  let total = 0
  for (const [name, shape] of shapes) {
    const isNorm = /norm\.\w+$/i.test(name)
    if (isNorm && start === 'initial') continue
    const range = isNorm && start !== 'initial' ? normRange(name, start) : plainRange(name, start, shapes)
    const values = hashedBetween(scope + name, sizeOf(shape), range)
    total += values.reduce((sum, value) => sum + value, 0)
    weights.set(name, values)
  }
  putWeights(network, weights)
  return total
}

function normRange(name: string, start: 'drawn' | 'open'): Range {
  return name.endsWith('.weight') ? norms[start].weight : norms[start].bias
}

/** A bias is drawn like the weight it goes with, [..., out]: in +-1/sqrt(fan in). */
function plainRange(name: string, start: Start, shapes: ReadonlyMap<string, readonly number[]>): Range {
  if (start === 'open' && /^head\.dense\d+\.bias$/.test(name)) return [5, 6]
  const matrix = shapes.get(name.replace(/\.bias(\w*)$/, '.weight$1')) ?? []
  const bound = 1 / Math.sqrt(sizeOf(matrix.slice(0, -1)))
  return [-bound, bound]
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1)
}
