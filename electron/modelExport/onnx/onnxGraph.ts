import type { NamedWeights } from '../namedWeights.ts'
import { attributeTypes, elementTypes, type AttributeProto, type NodeProto, type TensorProto } from './onnxMessages.ts'

/** Attributes by name: integers (`axis: 1`), lists of them, floats as `{ float }`, texts. */
export type Attributes = Record<string, number | number[] | { float: number } | string>

/** A graph that grows node by node. Values go by the name of the node that makes them. */
export class OnnxGraph {
  readonly nodes: NodeProto[] = []
  readonly initializers: TensorProto[] = []
  readonly #constants = new Set<string>()

  /** Adds a node and gives the name of its output: the node's own. */
  add(opType: string, name: string, input: string[], attributes: Attributes = {}): string {
    this.nodes.push({ name, opType, input, output: [name], attribute: Object.entries(attributes).map(attributeOf) })
    return name
  }

  /** Floats that are part of the model, `[...dims]` in row-major order. */
  floats(name: string, dims: number[], data: Float32Array): string {
    const rawData = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    this.initializers.push({ name, dims, dataType: elementTypes.float, rawData })
    return name
  }

  /** A weight with one axis, under its own name. */
  vector(weights: NamedWeights, name: string, length: number): string {
    return this.floats(name, [length], weights.read(name, [length]))
  }

  /** One float that several nodes may share. */
  scalar(value: number): string {
    return this.#once(`constant.${value}`, (name) => this.floats(name, [], Float32Array.of(value)))
  }

  /** Integers, such as a shape, that several nodes may share. */
  integers(values: number[]): string {
    return this.#once(`constant.[${values.join()}]`, (name) => {
      const rawData = new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
      this.initializers.push({ name, dims: [values.length], dataType: elementTypes.int64, rawData })
    })
  }

  #once(name: string, make: (name: string) => void): string {
    if (!this.#constants.has(name)) make(name)
    this.#constants.add(name)
    return name
  }
}

function attributeOf([name, value]: [string, Attributes[string]]): AttributeProto {
  if (typeof value === 'number') return { name, type: attributeTypes.int, i: value }
  if (typeof value === 'string') return { name, type: attributeTypes.string, s: new TextEncoder().encode(value) }
  if (Array.isArray(value)) return { name, type: attributeTypes.ints, ints: value }
  return { name, type: attributeTypes.float, f: value.float }
}
