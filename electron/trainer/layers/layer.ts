import type { Parameter } from '../parameter.ts'
import type { Tensor } from '../tensorflow.ts'

/**
 * How a layer is passed through.
 * `training`: batch statistics and dropout; keeps what the backward pass needs, which gives parameters their gradients.
 * `inference`: running statistics, no dropout; keeps nothing.
 * `explanation`: as inference, but keeps what a backward pass to the input needs; parameters get no gradients.
 */
export type Pass = 'training' | 'inference' | 'explanation'

/**
 * One layer of a network. Maps are [batch, 1, length, channels], vectors [batch, channels].
 * Both directions own what they are given: they release it, or keep it until the backward pass.
 */
export interface Layer {
  readonly name: string
  readonly parameters: readonly Parameter[]
  /** It takes the values of its parameters, and gives their gradients, as a whole: they want a holder of their own. */
  readonly takesWhole?: true
  forward(x: Tensor, pass: Pass): Tensor
  /** From the loss's gradient at the output to that at the input; null where the layer was told that nobody needs it. */
  backward(gradient: Tensor): Tensor | null
  /** Gives back what the layer holds between passes besides its parameters; it is of no use after. */
  destroy?(): void
}

/** What a layer keeps from one forward to its backward pass. */
export class Kept<T> {
  #value: T | undefined

  put(value: T): void {
    this.#value = value
  }

  /** @throws Error where no forward pass of training or explanation went before: a defect. */
  take(layer: string): T {
    const value = this.#value
    this.#value = undefined
    if (value === undefined) throw new Error(`${layer} has no forward pass to go back through.`)
    return value
  }
}
