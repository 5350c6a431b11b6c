/** One attribute of a kernel call, in the form tfjs-node's binding takes. */
export interface Attribute {
  readonly name: string
  readonly type: number
  readonly value: boolean | number | string | readonly number[]
}

/** Numbers of TensorFlow's C API: `tf_datatype.h` (TF_FLOAT, TF_INT32, TF_INT64) and `tf_attrtype.h` (TF_ATTR_*). */
export const dtypes = { float32: 1, int32: 3, int64: 9 } as const
const attributeTypes = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5 } as const

export const stringAttribute = (name: string, value: string): Attribute => ({
  name,
  type: attributeTypes.string,
  value,
})

export const intAttribute = (name: string, value: number): Attribute => ({ name, type: attributeTypes.int, value })

export const intsAttribute = (name: string, value: readonly number[]): Attribute => ({
  name,
  type: attributeTypes.int,
  value,
})

export const floatAttribute = (name: string, value: number): Attribute => ({ name, type: attributeTypes.float, value })

export const boolAttribute = (name: string, value: boolean): Attribute => ({ name, type: attributeTypes.bool, value })

export const typeAttribute = (name: string, value: keyof typeof dtypes): Attribute => ({
  name,
  type: attributeTypes.type,
  value: dtypes[value],
})

export const shapeAttribute = (name: string, value: readonly number[]): Attribute => ({
  name,
  type: attributeTypes.shape,
  value,
})
