import type { Tensor, TensorFlow } from '../tensorflow.ts'
import type { Layer } from './layer.ts'

/**
 * Where ways around layers begin: passes its input on, and keeps a second handle on it for each join that is to add it
 * further on. Going back, it adds up the gradients that came through the joins and through the layers between.
 */
export class Fork implements Layer {
  readonly parameters = []
  readonly name: string
  readonly #tf: TensorFlow
  readonly #copies: Tensor[] = []
  readonly #gradients: Tensor[] = []
  #joins = 0

  constructor(tf: TensorFlow, name: string) {
    this.#tf = tf
    this.name = name
  }

  /** Called by each join that this fork serves, when it is built. */
  addJoin(): void {
    this.#joins += 1
  }

  forward(x: Tensor): Tensor {
    this.destroy()
    for (let join = 0; join < this.#joins; join++) this.#copies.push(this.#tf.run('Identity', [x]))
    return x
  }

  /** What entered here, for a join, which owns it. */
  takeCopy(): Tensor {
    const copy = this.#copies.pop()
    if (!copy) throw new Error(`${this.name} has no forward pass to join.`)
    return copy
  }

  /** The gradient at what a join took. */
  giveGradient(gradient: Tensor): void {
    this.#gradients.push(gradient)
  }

  backward(gradient: Tensor): Tensor {
    return this.#gradients.splice(0).reduce((sum, part) => {
      const next = this.#tf.run('AddV2', [sum, part])
      this.#tf.release(sum, part)
      return next
    }, gradient)
  }

  /** A backward pass that ends before this layer, as Grad-CAM's, leaves gradients here. */
  destroy(): void {
    this.#tf.release(...this.#copies.splice(0), ...this.#gradients.splice(0))
  }
}
