import { createRequire } from 'node:module'
import nodeUtil from 'node:util'
import { dtypes, typeAttribute, type Attribute } from './attributes.ts'
import { loadFusedKernels, type Kernels } from './fusedKernels.ts'

const int32ToInt64 = [typeAttribute('SrcT', 'int32'), typeAttribute('DstT', 'int64')]

/** A tensor that lives in TensorFlow, known by its number. Whoever owns it releases it: nothing is collected. */
export interface Tensor {
  readonly id: number
  readonly shape: readonly number[]
  readonly dtype: number
}

/** What we use of tfjs-node's native binding (`tfjs_binding.d.ts` of the package). */
interface Binding {
  executeOp(name: string, attributes: readonly Attribute[], inputIds: number[], outputs: number): Tensor[]
  createTensor(shape: readonly number[], dtype: number, data: Float32Array | Int32Array): number
  deleteTensor(id: number): void
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array
  getNumOfTensors(): number
  TF_Version: string
}

/**
 * TensorFlow's kernels, called one by one through tfjs-node's binding, at a few microseconds a call. The layers above
 * know their own gradients, so nothing of tfjs's own bookkeeping (tape, scopes, reference counts) is needed.
 */
export class TensorFlow {
  readonly version: string
  readonly kernels: Kernels
  readonly #binding: Binding
  readonly #constants = new Map<string, Tensor>()

  constructor(binding: Binding, kernels: Kernels) {
    this.#binding = binding
    this.version = binding.TF_Version
    this.kernels = kernels
  }

  /** Runs a kernel with one output. @throws Error with TensorFlow's own message. */
  run(kernel: string, inputs: readonly Tensor[], attributes: readonly Attribute[] = []): Tensor {
    const [output] = this.runMany(kernel, inputs, 1, attributes)
    if (!output) throw new Error(`${kernel} gave no output.`)
    return output
  }

  /** Runs a kernel with `outputs` outputs. @throws Error with TensorFlow's own message. */
  runMany(kernel: string, inputs: readonly Tensor[], outputs: number, attributes: readonly Attribute[] = []): Tensor[] {
    return this.#binding.executeOp(
      kernel,
      attributes,
      inputs.map((input) => input.id),
      outputs,
    )
  }

  /** Uploads floats. The values may be shared or copied (as their address happens to be aligned): do not change them while the tensor lives. */
  floats(data: Float32Array, shape: readonly number[] = [data.length]): Tensor {
    return { id: this.#binding.createTensor(shape, dtypes.float32, data), shape, dtype: dtypes.float32 }
  }

  /** Uploads 32-bit integers, shared as {@link floats}. */
  ints(data: Int32Array, shape: readonly number[] = [data.length]): Tensor {
    return { id: this.#binding.createTensor(shape, dtypes.int32, data), shape, dtype: dtypes.int32 }
  }

  /** Uploads one float. */
  scalar(value: number): Tensor {
    return this.floats(Float32Array.of(value), [])
  }

  /** A scalar that is uploaded once and kept for good; never release it. */
  constant(value: number): Tensor {
    return this.#remember(`float ${value}`, () => this.scalar(value))
  }

  /** Floats [count] that are uploaded once and kept for good. */
  floatsConstant(values: readonly number[]): Tensor {
    return this.#remember(`floats ${values.join()}`, () => this.floats(Float32Array.from(values)))
  }

  /** An int32 scalar that is uploaded once and kept for good. */
  intConstant(value: number): Tensor {
    return this.#remember(`int ${value}`, () => this.ints(Int32Array.of(value), []))
  }

  /** A shape, list of axes or sizes as an int32 tensor, a vector unless told, uploaded once and kept for good. */
  intsConstant(values: readonly number[], shape: readonly number[] = [values.length]): Tensor {
    return this.#remember(`ints ${values.join()} of ${shape.join()}`, () => this.ints(Int32Array.from(values), shape))
  }

  /** An int64 scalar that is uploaded once and kept for good. */
  longConstant(value: number): Tensor {
    return this.#remember(`long ${value}`, () => this.run('Cast', [this.intConstant(value)], int32ToInt64))
  }

  /** Zeros, uploaded once and kept for good. */
  zerosConstant(shape: readonly number[]): Tensor {
    const size = shape.reduce((product, side) => product * side, 1)
    return this.#remember(`zeros ${shape.join()}`, () => this.floats(new Float32Array(size), shape))
  }

  /** Copies a tensor's values out. */
  readFloats(tensor: Tensor): Float32Array {
    const data = this.#binding.tensorDataSync(tensor.id)
    if (data instanceof Float32Array) return data
    throw new TypeError(`Tensor ${tensor.id} holds no floats.`)
  }

  /** Copies a scalar out. */
  readScalar(tensor: Tensor): number {
    return this.readFloats(tensor)[0] ?? Number.NaN
  }

  /** Gives tensors back; missing ones are passed over. */
  release(...tensors: readonly (Tensor | undefined)[]): void {
    for (const tensor of tensors) if (tensor) this.#binding.deleteTensor(tensor.id)
  }

  /** Tensors alive now, constants counted: equal before and after a step that leaks nothing. */
  get tensorCount(): number {
    return this.#binding.getNumOfTensors()
  }

  #remember(key: string, make: () => Tensor): Tensor {
    const known = this.#constants.get(key)
    if (known) return known
    const made = make()
    this.#constants.set(key, made)
    return made
  }
}

/** Loads TensorFlow with `threads` threads for one kernel. It reads its settings once: a second call changes nothing. */
export function loadTensorFlow(threads: number): TensorFlow {
  setEnvironment(threads)
  restoreRemovedFunctions()
  const require = createRequire(import.meta.url)
  const tf = require('@tensorflow/tfjs-node') as typeof import('@tensorflow/tfjs-node')
  const { binding } = tf.backend() as unknown as { binding: Binding }
  return new TensorFlow(binding, loadFusedKernels())
}

/** True where kernels of oneDNN are used: they are built in on x86-64 only. */
export function usesOneDnn(): boolean {
  return process.arch === 'x64' && process.env['TF_ENABLE_ONEDNN_OPTS'] !== '0'
}

/** Settings that matter for small networks; what the user has set already stays. */
function setEnvironment(threads: number): void {
  const { env } = process
  env['TF_NUM_INTRAOP_THREADS'] = String(threads)
  env['TF_NUM_INTEROP_THREADS'] = '1'
  env['TF_ENABLE_ONEDNN_OPTS'] ??= '1'
  env['TF_CPP_MIN_LOG_LEVEL'] ??= '2'
  // oneDNN then keeps the kernels that it has made for a shape instead of making them again.
  env['TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE'] ??= 'false'
}

/** tfjs-node 4.22 calls two functions that Node 23 removed from `util`. */
function restoreRemovedFunctions(): void {
  const util = nodeUtil as unknown as Record<string, unknown>
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined
  util['isArray'] ??= Array.isArray
}
