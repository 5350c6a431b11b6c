import path from 'node:path'
import { hugePages } from '../../electron/engine/forkProgram.ts'

/** How a contestant uses the machine: one process of one or of two threads, or two processes of one thread side by side. */
export const modes = ['one', 'two', 'pair'] as const
export type Mode = (typeof modes)[number]
export const modeTitles: Record<Mode, string> = {
  one: '1 thread',
  two: '2 threads',
  pair: '2 processes',
}

export interface Contestant {
  id: string
  title: string
  /** A file of `workers/`. */
  program: string
  variant: string
  environment?: Record<string, string>
}

/**
 * Memory goes back to the system so seldom that its pages need not be asked for again at each step. Beatbench runs with
 * huge pages only, as its engine starts trainers.
 */
const largeAllocations = {
  ...hugePages,
  MALLOC_MMAP_MAX_: '0',
  MALLOC_TRIM_THRESHOLD_: String(2 ** 40),
  MALLOC_TOP_PAD_: String(2 ** 26),
}

const python = (id: string, title: string, program: string, variant: string): Contestant => ({
  id,
  title,
  program,
  variant,
  environment: largeAllocations,
})

/** Ours first; ratios are against it. */
export const fused: Contestant = {
  id: 'fused',
  title: 'Beatbench, fused kernels',
  program: 'beatbenchWorker.ts',
  variant: 'fused',
  environment: { BEATBENCH_KERNELS: 'fused', ...hugePages },
}

/** All that can train. */
export const contestants: readonly Contestant[] = [
  fused,
  {
    id: 'stock',
    title: 'Beatbench, stock kernels',
    program: 'beatbenchWorker.ts',
    variant: 'stock',
    environment: { BEATBENCH_KERNELS: 'stock', ...hugePages },
  },
  python('jax', 'JAX, jit', 'jaxWorker.py', 'jit'),
  python('torch-channels-last', 'PyTorch, channels_last', 'torchWorker.py', 'channels-last'),
  python('torch-compiled', 'PyTorch, compiled', 'torchWorker.py', 'compiled'),
  python('keras-jit', 'Keras, JIT', 'kerasWorker.py', 'jit'),
  python('keras', 'Keras, no JIT', 'kerasWorker.py', 'graph'),
  python('torch-conv1d', 'PyTorch, Conv1d', 'torchWorker.py', 'conv1d'),
  {
    id: 'tf-layers',
    title: 'tf.layers model.fit',
    program: 'tfLayersWorker.ts',
    variant: 'stock',
    environment: largeAllocations,
  },
]

/**
 * Contestants by id, in their usual order.
 * @throws RangeError for an id that is none.
 */
export function contestantsOf(ids: readonly string[]): Contestant[] {
  const unknown = ids.filter((id) => !contestants.some((contestant) => contestant.id === id))
  if (unknown.length > 0)
    throw new RangeError(`There is no ${unknown.join(', ')}; there are ${contestants.map(({ id }) => id).join(', ')}.`)
  return contestants.filter(({ id }) => ids.includes(id))
}

/** The machine's limit: products of large matrices. */
export const sgemm: Contestant = {
  id: 'sgemm',
  title: 'sgemm',
  program: 'sgemmWorker.py',
  variant: '',
  environment: largeAllocations,
}

export const arithmeticId = 'arithmetic'

/** Program and first arguments of a contestant. */
export function commandOf({ program }: Contestant, python: string): [string, ...string[]] {
  const file = path.join(import.meta.dirname, 'workers', program)
  return program.endsWith('.py') ? [python, file] : [process.execPath, file]
}
