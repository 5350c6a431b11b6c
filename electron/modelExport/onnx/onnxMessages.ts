import protobuf from 'protobufjs/light.js'

/** Numbers of ONNX's enumerations (onnx.proto, which never changes what is there). */
export const elementTypes = { float: 1, int64: 7 } as const
export const attributeTypes = { float: 1, int: 2, string: 3, ints: 7, strings: 8 } as const

/** The messages of onnx.proto that a network needs, as they are before encoding. */
export interface ModelProto {
  irVersion: number
  producerName: string
  producerVersion: string
  docString: string
  graph: GraphProto
  opsetImport: { domain: string; version: number }[]
  metadataProps: { key: string; value: string }[]
}

export interface GraphProto {
  node: NodeProto[]
  name: string
  initializer: TensorProto[]
  docString: string
  input: ValueInfoProto[]
  output: ValueInfoProto[]
}

export interface NodeProto {
  input: string[]
  output: string[]
  name: string
  opType: string
  attribute: AttributeProto[]
}

export interface AttributeProto {
  name: string
  type: number
  f?: number
  i?: number
  s?: Uint8Array
  ints?: number[]
  strings?: Uint8Array[]
}

export interface TensorProto {
  dims: number[]
  dataType: number
  name: string
  /** Little-endian values, row by row. */
  rawData: Uint8Array
}

export interface ValueInfoProto {
  name: string
  docString: string
  type: { tensorType: { elemType: number; shape: { dim: { dimValue?: number; dimParam?: string }[] } } }
}

const field = (id: number, type: string) => ({ id, type })
const list = (id: number, type: string) => ({ id, type, rule: 'repeated' as const })

/** Field numbers and types, from https://github.com/onnx/onnx/blob/main/onnx/onnx.proto. */
const root = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        irVersion: field(1, 'int64'),
        producerName: field(2, 'string'),
        producerVersion: field(3, 'string'),
        docString: field(6, 'string'),
        graph: field(7, 'GraphProto'),
        opsetImport: list(8, 'OperatorSetIdProto'),
        metadataProps: list(14, 'StringStringEntryProto'),
      },
    },
    OperatorSetIdProto: { fields: { domain: field(1, 'string'), version: field(2, 'int64') } },
    StringStringEntryProto: { fields: { key: field(1, 'string'), value: field(2, 'string') } },
    GraphProto: {
      fields: {
        node: list(1, 'NodeProto'),
        name: field(2, 'string'),
        initializer: list(5, 'TensorProto'),
        docString: field(10, 'string'),
        input: list(11, 'ValueInfoProto'),
        output: list(12, 'ValueInfoProto'),
      },
    },
    NodeProto: {
      fields: {
        input: list(1, 'string'),
        output: list(2, 'string'),
        name: field(3, 'string'),
        opType: field(4, 'string'),
        attribute: list(5, 'AttributeProto'),
      },
    },
    AttributeProto: {
      fields: {
        name: field(1, 'string'),
        f: field(2, 'float'),
        i: field(3, 'int64'),
        s: field(4, 'bytes'),
        ints: list(8, 'int64'),
        strings: list(9, 'bytes'),
        type: field(20, 'int32'),
      },
    },
    TensorProto: {
      fields: {
        dims: list(1, 'int64'),
        dataType: field(2, 'int32'),
        name: field(8, 'string'),
        rawData: field(9, 'bytes'),
      },
    },
    ValueInfoProto: {
      fields: { name: field(1, 'string'), type: field(2, 'TypeProto'), docString: field(3, 'string') },
    },
    TypeProto: { fields: { tensorType: field(1, 'TensorTypeProto') } },
    TensorTypeProto: { fields: { elemType: field(1, 'int32'), shape: field(2, 'TensorShapeProto') } },
    TensorShapeProto: { fields: { dim: list(1, 'DimensionProto') } },
    DimensionProto: { fields: { dimValue: field(1, 'int64'), dimParam: field(2, 'string') } },
  },
})
const modelType = root.lookupType('ModelProto')

/** A model as the bytes of an `.onnx` file. */
export function encodeModelProto(model: ModelProto): Uint8Array {
  return modelType.encode(modelType.fromObject(model)).finish()
}

/** The inverse of {@link encodeModelProto}; what a message lacks is left out. */
export function decodeModelProto(bytes: Uint8Array): ModelProto {
  return modelType.toObject(modelType.decode(bytes), { longs: Number, arrays: true }) as ModelProto
}
