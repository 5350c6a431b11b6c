import type { LayerSpec } from '../../shared/network.ts'
import type { OnnxGraph } from './onnxGraph.ts'

type Activation = Extract<LayerSpec, { type: 'activation' }>['activation']

/** Adds an activation. GELU is an operator of its own only from opset 20 on: x (1 + erf(x / sqrt 2)) / 2. */
export function addActivation(graph: OnnxGraph, name: string, activation: Activation, at: string): string {
  switch (activation) {
    case 'relu':
      return graph.add('Relu', name, [at])
    case 'tanh':
      return graph.add('Tanh', name, [at])
    case 'leaky-relu':
      return graph.add('LeakyRelu', name, [at], { alpha: { float: 0.01 } })
    case 'gelu': {
      const scaled = graph.add('Mul', `${name}.scaled`, [at, graph.scalar(Math.SQRT1_2)])
      const erf = graph.add('Erf', `${name}.erf`, [scaled])
      const factor = graph.add('Add', `${name}.factor`, [erf, graph.scalar(1)])
      const product = graph.add('Mul', `${name}.product`, [at, factor])
      return graph.add('Mul', name, [product, graph.scalar(0.5)])
    }
  }
}
