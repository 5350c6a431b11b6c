import { createRandom } from '../shared/random.ts'

/**
 * PyTorch's default for the weight and the bias of Conv1d and Linear: uniform in +-1/sqrt(fan in). For the weight it is
 * written there as Kaiming uniform with a = sqrt(5) (He et al. 2015): gain sqrt(2 / (1 + 5)) times sqrt(3 / fan in).
 * Each parameter has a stream of its own, so that adding a block leaves the others' first values as they were.
 */
export function uniformByFanIn(count: number, fanIn: number, seed: number, name: string): Float32Array {
  const random = createRandom(seed, `initialise ${name}`)
  const bound = 1 / Math.sqrt(fanIn)
  return Float32Array.from({ length: count }, () => (2 * random.next() - 1) * bound)
}
