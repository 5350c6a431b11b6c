import { createRandom, type Random } from '../shared/random.ts'
import type { Recipe } from '../shared/recipe.ts'

/** How many numbers meet in one output of a weight, and how many outputs one input goes to. */
export interface Fans {
  fanIn: number
  fanOut: number
}

/** A recurrent layer's matrix [rows, gates * units]. */
export interface RecurrentSize {
  rows: number
  units: number
  gates: number
}

/**
 * Draws first weights. Each parameter has a stream of its own, named after it, so that adding a block leaves the others'
 * first values as they were.
 */
export interface Initialiser {
  /** Of a convolution, flattened [kernel, in, out], or a dense layer, [in, out]. */
  weight(name: string, count: number, fans: Fans): Float32Array
  bias(name: string, count: number, fans: Fans): Float32Array
  /** From a recurrent layer's inputs to its gates. */
  inputWeight(name: string, size: RecurrentSize): Float32Array
  /** From a recurrent layer's state to its gates. */
  stateWeight(name: string, size: RecurrentSize): Float32Array
  /** `isForgetOne`: the bias of an LSTM that holds its forget gate open, the second of the gates. */
  recurrentBias(name: string, size: Omit<RecurrentSize, 'rows'>, isForgetOne: boolean): Float32Array
}

export function createInitialiser(kind: Recipe['initialisation'], seed: number): Initialiser {
  return kind === 'pytorch' ? pytorchInitialiser(seed) : kerasInitialiser(seed)
}

/**
 * PyTorch's defaults. Conv1d and Linear: weight and bias uniform in +-1/sqrt(fan in), for the weight written there as
 * Kaiming uniform with a = sqrt(5) (He et al. 2015): gain sqrt(2 / (1 + 5)) times sqrt(3 / fan in). RNN, LSTM, GRU: all
 * uniform in +-1/sqrt(units).
 */
function pytorchInitialiser(seed: number): Initialiser {
  const byUnits = (name: string, count: number, units: number) => drawUniform(seed, name, count, 1 / Math.sqrt(units))
  return {
    weight: (name, count, { fanIn }) => drawUniform(seed, name, count, 1 / Math.sqrt(fanIn)),
    bias: (name, count, { fanIn }) => drawUniform(seed, name, count, 1 / Math.sqrt(fanIn)),
    inputWeight: (name, { rows, units, gates }) => byUnits(name, rows * gates * units, units),
    stateWeight: (name, { rows, units, gates }) => byUnits(name, rows * gates * units, units),
    recurrentBias: (name, { units, gates }) => byUnits(name, gates * units, units),
  }
}

/**
 * Keras's defaults: Glorot uniform in +-sqrt(6 / (fan in + fan out)) (Glorot and Bengio 2010), states' weights
 * orthogonal (Saxe et al. 2014), biases zero, the forget gate's one (Jozefowicz et al. 2015).
 */
function kerasInitialiser(seed: number): Initialiser {
  const glorot = (name: string, count: number, { fanIn, fanOut }: Fans) =>
    drawUniform(seed, name, count, Math.sqrt(6 / (fanIn + fanOut)))
  return {
    weight: glorot,
    bias: (_name, count) => new Float32Array(count),
    inputWeight: (name, { rows, units, gates }) =>
      glorot(name, rows * gates * units, { fanIn: rows, fanOut: gates * units }),
    stateWeight: (name, { rows, units, gates }) => drawOrthonormalRows(streamOf(seed, name), rows, gates * units),
    recurrentBias: (_name, { units, gates }, isForgetOne) => {
      const bias = new Float32Array(gates * units)
      return isForgetOne ? bias.fill(1, units, 2 * units) : bias
    },
  }
}

function streamOf(seed: number, name: string): Random {
  return createRandom(seed, `initialise ${name}`)
}

function drawUniform(seed: number, name: string, count: number, bound: number): Float32Array {
  const random = streamOf(seed, name)
  return Float32Array.from({ length: count }, () => (2 * random.next() - 1) * bound)
}

/** `rows` <= `columns` vectors of length one at right angles, evenly over all such: Gram and Schmidt on normal draws. */
function drawOrthonormalRows(random: Random, rows: number, columns: number): Float32Array {
  const basis: Float64Array[] = []
  for (let row = 0; row < rows; row++) {
    const vector = Float64Array.from({ length: columns }, () => random.nextNormal())
    for (const other of basis) {
      const along = dot(vector, other)
      for (let i = 0; i < columns; i++) vector[i] = (vector[i] ?? 0) - along * (other[i] ?? 0)
    }
    const length = Math.sqrt(dot(vector, vector))
    basis.push(vector.map((value) => value / length))
  }
  return Float32Array.from(basis.flatMap((vector) => [...vector]))
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}
