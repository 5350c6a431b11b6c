import { beatClasses } from '../../shared/beatClass.ts'
import { layersOf } from '../../shared/network.ts'
import { NamedWeights } from '../namedWeights.ts'
import { metadataOf, titleOf, type TrainedModel } from '../trainedModel.ts'
import { addLayers } from './addLayers.ts'
import { OnnxGraph } from './onnxGraph.ts'
import { elementTypes, encodeModelProto, type ValueInfoProto } from './onnxMessages.ts'

/** Opset 17 is the first with LayerNormalization, version 8 of the format the one that came with it (ONNX 1.12, 2022). */
const opset = 17
const irVersion = 8

/** An ONNX model for inference, from `beats` `[batch, 1, length]` to `logits` `[batch, 5]`. */
export function writeOnnx(model: TrainedModel): Uint8Array {
  const graph = new OnnxGraph()
  const { beatLength } = model.origin
  const metadata = metadataOf(model)
  const last = addLayers(graph, new NamedWeights(model.weights), layersOf(model.architecture, beatLength), 'beats')
  graph.add('Identity', 'logits', [last])
  return encodeModelProto({
    irVersion,
    producerName: 'Beatbench',
    producerVersion: model.origin.beatbench,
    docString: titleOf(model.origin),
    graph: {
      name: 'beatbench',
      docString: '',
      node: graph.nodes,
      initializer: graph.initializers,
      input: [valueOf('beats', [1, beatLength], metadata['input'])],
      output: [valueOf('logits', [beatClasses.length], metadata['output'])],
    },
    opsetImport: [{ domain: '', version: opset }],
    metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
  })
}

/** A value of any number of beats. */
function valueOf(name: string, sizes: number[], docString = ''): ValueInfoProto {
  const dim = [{ dimParam: 'batch' }, ...sizes.map((dimValue) => ({ dimValue }))]
  return { name, docString, type: { tensorType: { elemType: elementTypes.float, shape: { dim } } } }
}
