import { layersOf, type JoinSpec, type LayerSpec, type Shape } from '../../shared/network.ts'
import { NamedWeights } from '../namedWeights.ts'
import type { TrainedModel } from '../trainedModel.ts'
import type { KerasLayer } from './kerasLayer.ts'
import { LayerList } from './layerList.ts'
import { kernelAndBias } from './layerWeights.ts'
import { plainLayer } from './plainLayer.ts'
import { addLastState, addRecurrent } from './recurrentLayers.ts'

/**
 * A network as layers of Keras, each after those that it takes its inputs from: from `beats`, `[batch, length, 1]`, to the
 * logits, `[batch, 5]`, which the last one gives.
 */
export function kerasLayersOf({ architecture, weights: tensors, origin }: TrainedModel): KerasLayer[] {
  const specs = layersOf(architecture, origin.beatLength)
  const weights = new NamedWeights(tensors)
  const list = new LayerList()
  const forks = new Map<string, string>()
  if (specs[0]) list.add('beats', shapeOf(specs[0].input), { className: 'InputLayer', config: {} })
  specs.forEach((spec, index) => {
    if (spec.type === 'fork') forks.set(spec.name, list.at)
    else if (spec.type === 'join') addJoin(list, weights, spec, forks.get(spec.from) ?? list.at)
    else if (spec.type === 'recurrent') addRecurrent(list, weights, spec, isReducedToLast(specs.slice(index + 1)))
    else if (spec.type === 'lastState') addLastState(list, spec)
    else list.add(spec.name, list.isReduced ? [spec.output.channels] : shapeOf(spec.output), plainLayer(spec, weights))
  })
  return list.layers
}

function shapeOf({ length, channels }: Shape): number[] {
  return [length, channels]
}

function isReducedToLast(rest: LayerSpec[]): boolean {
  return rest.find(({ type }) => type !== 'dropout')?.type === 'lastState'
}

function addJoin(list: LayerList, weights: NamedWeights, spec: JoinSpec, fork: string): void {
  const { name, skip, stride, projects } = spec
  const main = list.at
  const shape = shapeOf(spec.output)
  const filters = spec.output.channels
  const around = projects
    ? list.add(`${name}.conv`, shape, {
        className: 'Conv1D',
        config: { filters, kernel_size: [1], strides: [stride], padding: 'same' },
        inputs: [fork],
        weights: kernelAndBias(weights, name, [1, skip.channels, filters]),
      })
    : fork
  list.add(name, shape, { className: 'Add', config: {}, inputs: [main, around] })
}
