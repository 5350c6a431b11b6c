import { samePadding, type Conv1dSpec, type JoinSpec } from '../../shared/network.ts'
import type { NamedWeights } from '../namedWeights.ts'
import type { OnnxGraph } from './onnxGraph.ts'
import { transpose } from './transpose.ts'

/** Adds a convolution over a map `[batch, channels, length]`. */
export function addConvolution(graph: OnnxGraph, weights: NamedWeights, spec: Conv1dSpec, at: string): string {
  const { name, kernelSize, input, output, dilation, stride } = spec
  const kernel = addKernel(graph, weights, name, [kernelSize, input.channels, output.channels])
  const bias = spec.hasBias ? [graph.vector(weights, `${name}.bias`, output.channels)] : []
  return graph.add('Conv', name, [at, kernel, ...bias], {
    kernel_shape: [kernelSize],
    dilations: [dilation],
    strides: [stride],
    pads: padsOf(spec),
  })
}

/** Adds the convolution of kernel 1 that stands in a way around. */
export function addProjection(graph: OnnxGraph, weights: NamedWeights, spec: JoinSpec, at: string): string {
  const { name, skip, output, stride } = spec
  const kernel = addKernel(graph, weights, name, [1, skip.channels, output.channels])
  const bias = graph.vector(weights, `${name}.bias`, output.channels)
  return graph.add('Conv', `${name}.conv`, [at, kernel, bias], { kernel_shape: [1], strides: [stride] })
}

/** Zeros before and behind a map. */
function padsOf(spec: Conv1dSpec): [number, number] {
  const { padding, kernelSize, dilation, stride, input, output } = spec
  if (padding === 'valid') return [0, 0]
  const needed = (output.length - 1) * stride + (kernelSize - 1) * dilation + 1 - input.length
  const before = samePadding(spec)
  return [before, Math.max(0, needed) - before]
}

/** `NAME.weight` [kernel, in, filters] as ONNX has it: [filters, in, kernel]. */
function addKernel(graph: OnnxGraph, weights: NamedWeights, name: string, shape: [number, number, number]): string {
  const [kernelSize, channels, filters] = shape
  const size = kernelSize * channels
  const byFilter = transpose(weights.read(`${name}.weight`, shape), size, filters)
  const data = new Float32Array(byFilter.length)
  for (let start = 0; start < data.length; start += size)
    data.set(transpose(byFilter.subarray(start, start + size), kernelSize, channels), start)
  return graph.floats(`${name}.weight`, [filters, channels, kernelSize], data)
}
