import { z } from 'zod'
import { beatLengthRange } from './extraction.ts'

/** Samples of one beat by the published rule (Kachuee 2018); other data sets have beats of other lengths. */
export const publishedBeatLength = 187

/** The most samples that a beat of any data set has. */
export const longestBeat = beatLengthRange.most

const positiveInt = (max: number) => z.number().int().min(1).max(max)
const dropoutRate = z.number().min(0).max(0.95).default(0)

/** ReLU; leaky ReLU of slope 0.01; GELU by the error function; tanh; or nothing. */
export const activationSchema = z.enum(['relu', 'leaky-relu', 'gelu', 'tanh', 'none'])

/** Pooling after the activation, without padding, the rest dropped (floor), as in PyTorch's AvgPool1d. `stride` is `size` unless given. */
export const poolingSchema = z
  .discriminatedUnion('type', [
    z.strictObject({
      type: z.enum(['average', 'max']),
      size: positiveInt(longestBeat),
      stride: positiveInt(longestBeat).optional(),
    }),
    z.strictObject({ type: z.literal('none') }),
  ])
  .transform((pooling) => (pooling.type === 'none' ? pooling : { ...pooling, stride: pooling.stride ?? pooling.size }))

/**
 * A way around layers: what enters the first of the last `span` blocks (or recurrent layers) is added to what this one
 * gives; `add-norm` puts a layer norm behind the sum. 1 is the layer's own input. Where channels or strides differ, the
 * way around is a 1 x 1 convolution (He et al. 2016, option B).
 */
export const joinSchema = z.strictObject({ type: z.enum(['add', 'add-norm']), span: positiveInt(32).default(1) })

/**
 * One convolution block: Conv1d > normalisation > join > activation > pooling > dropout.
 * What is left out is as in the published block.
 */
export const blockSchema = z.strictObject({
  filters: positiveInt(4096),
  kernelSize: positiveInt(longestBeat),
  dilation: positiveInt(64).default(1),
  stride: positiveInt(64).default(1),
  /** `same`: zeros on both sides, the odd one behind, length / stride rounded up. `valid`: none. */
  padding: z.enum(['same', 'valid']).default('same'),
  bias: z.boolean().default(true),
  normalisation: z.enum(['batch', 'layer', 'none']).default('batch'),
  join: joinSchema.nullable().default(null),
  activation: activationSchema.default('relu'),
  pooling: poolingSchema.default({ type: 'average', size: 2, stride: 2 }),
  dropout: dropoutRate,
})

/**
 * One recurrent layer over time, after the blocks: cell > join > dropout. `rnn` is the simple one with tanh; the GRU
 * resets after the recurrent product, as PyTorch and cuDNN do. Two directions give 2 x `units` channels.
 */
export const recurrentSchema = z.strictObject({
  cell: z.enum(['rnn', 'gru', 'lstm']),
  units: positiveInt(1024),
  bidirectional: z.boolean().default(false),
  join: joinSchema.nullable().default(null),
  dropout: dropoutRate,
})

/** What turns the last map into class scores. `dense` lists the hidden layers' units, `activation` after each. */
export const headSchema = z.strictObject({
  /** `last`: the last state of the last recurrent layer, of each direction. */
  reduce: z.enum(['flatten', 'global-average', 'global-max', 'last']),
  dense: z.array(positiveInt(4096)).max(8),
  activation: activationSchema.default('relu'),
  dropout: dropoutRate,
})

export const architectureSchema = z.strictObject({
  blocks: z.array(blockSchema).max(32),
  recurrent: z.array(recurrentSchema).max(8).default([]),
  head: headSchema,
})

export type Activation = z.infer<typeof activationSchema>
export type Pooling = z.infer<typeof poolingSchema>
export type Join = z.infer<typeof joinSchema>
export type Block = z.infer<typeof blockSchema>
export type RecurrentLayer = z.infer<typeof recurrentSchema>
export type Head = z.infer<typeof headSchema>
export type Architecture = z.infer<typeof architectureSchema>

/** A block with what is not named as in the published one. */
export function blockOf(block: z.input<typeof blockSchema>): Block {
  return blockSchema.parse(block)
}

/** The published block (design of SC4001): kernel `kernelSize`, batch norm, ReLU, average pooling by two. */
export function publishedBlock(filters: number, kernelSize = 3): Block {
  return blockOf({ filters, kernelSize })
}

/** A recurrent layer with what is not named left out: one direction, no join, no dropout. */
export function recurrentOf(layer: z.input<typeof recurrentSchema>): RecurrentLayer {
  return recurrentSchema.parse(layer)
}

/** The published head: flatten > Linear(128) > ReLU > Linear(5). */
export function publishedHead(): Head {
  return { reduce: 'flatten', dense: [128], activation: 'relu', dropout: 0 }
}

/**
 * Equal designs give equal text, whatever the order of keys or the way they were made.
 * The engine hashes this text (SHA-256) to find equal architectures.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, v]) => v !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonicalJson(v)}`).join(',')}}`
  }
  return JSON.stringify(value)
}
