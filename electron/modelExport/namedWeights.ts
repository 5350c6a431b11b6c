import { AppError } from '../shared/appError.ts'
import type { Tensor } from '../shared/safetensors.ts'

/** Weights by name, each checked against the shape that the design gives it. */
export class NamedWeights {
  readonly #tensors: ReadonlyMap<string, Tensor>

  constructor(tensors: ReadonlyMap<string, Tensor>) {
    this.#tensors = tensors
  }

  /**
   * The values of a tensor in row-major order. They are shared: do not change them.
   * @throws AppError `bad-file` where it is missing, not F32 or of another shape.
   */
  read(name: string, shape: readonly number[]): Float32Array {
    const tensor = this.#tensors.get(name)
    if (tensor?.dtype === 'F32' && tensor.shape.join() === shape.join()) return tensor.data
    const found = tensor ? `${tensor.dtype} [${tensor.shape.join(', ')}]` : 'nothing'
    throw new AppError(
      'bad-file',
      `The weights do not fit the design: ${name} should be F32 [${shape.join(', ')}], but there is ${found}.`,
      'Train the run again.',
    )
  }
}
