import type { KerasLayer } from './kerasLayer.ts'

/** What a layer is made from, its place among the others aside. */
export type NewLayer = Pick<KerasLayer, 'className' | 'config'> & Partial<KerasLayer>

/** Layers so far, and the one whose output is the map. */
export class LayerList {
  readonly layers: KerasLayer[] = []
  /** Keras's name of the last layer. */
  at = ''

  /** Adds a layer behind the last one, or behind `inputs`, and gives its name. */
  add(name: string, shape: number[], layer: NewLayer): string {
    const inputs = this.at === '' ? [] : [this.at]
    this.at = name.replaceAll('.', '_')
    this.layers.push({ name: this.at, inputs, shape, weights: [], ...layer })
    return this.at
  }

  /** True behind the layer that reduced the map: there is one axis then. */
  get isReduced(): boolean {
    return this.layers.at(-1)?.shape.length === 1
  }
}
