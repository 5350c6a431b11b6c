import type { Parameter } from './parameter.ts'
import type { TensorFlow } from './tensorflow.ts'
import { Variable } from './variable.ts'

/**
 * Where a network's parameters live between steps. Those of a layer that takes them as a whole share one variable; the others
 * have one each. But with TensorFlow's stock kernels, all vectors (biases, scales, shifts) share one, since a kernel call costs
 * more than the few numbers in each of them; the fused Adam updates any number of variables in one call.
 */
export class ParameterStore {
  readonly parameters: readonly Parameter[]
  readonly variables: readonly Variable[]

  /** `wholes`: parameters that a layer takes as a whole. */
  constructor(tf: TensorFlow, parameters: readonly Parameter[], wholes: readonly (readonly Parameter[])[] = []) {
    this.parameters = parameters
    const inWholes = new Set(wholes.flat())
    const rest = parameters.filter((parameter) => !inWholes.has(parameter))
    const isShared = (parameter: Parameter) => tf.kernels.kind === 'stock' && parameter.shape.length === 1
    const vectors = rest.filter(isShared)
    const others = rest.filter((parameter) => !isShared(parameter))
    this.variables = [...wholes, ...others.map((parameter) => [parameter]), vectors]
      .filter((group) => group.length > 0)
      .map((group) => new Variable(tf, group))
  }

  /** Trainable numbers. */
  get size(): number {
    return this.variables.reduce((sum, variable) => sum + variable.size, 0)
  }

  /** Has the values read as they are now, see {@link valueOf}. */
  read(): void {
    for (const variable of this.variables) variable.read()
  }

  /** Takes the values away again, as an update needs. */
  release(): void {
    for (const variable of this.variables) variable.release()
  }

  /** Copies all values out, by parameter name. */
  snapshot(): Map<string, Float32Array> {
    return new Map(
      this.variables.flatMap((variable) => {
        const values = variable.snapshot()
        return variable.parameters.map((parameter, index) => [parameter.name, values[index] ?? new Float32Array()])
      }),
    )
  }

  /** Replaces all values. @throws RangeError where one is missing or of another length. */
  restore(values: ReadonlyMap<string, Float32Array>): void {
    for (const variable of this.variables) {
      variable.write(
        variable.parameters.map((parameter) => {
          const value = values.get(parameter.name)
          if (!value) throw new RangeError(`There is no ${parameter.name}.`)
          return value
        }),
      )
    }
  }

  /** Frees all values for good. */
  destroy(): void {
    for (const variable of this.variables) variable.destroy()
  }
}
