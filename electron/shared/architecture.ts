import { z } from 'zod'

/** Samples of one beat and classes of the task; fixed by the published data. */
export const beatLength = 187

const positiveInt = (max: number) => z.number().int().min(1).max(max)

/** Pooling after the activation; windows do not overlap and the rest is dropped (floor), as in PyTorch's AvgPool1d(size). */
export const poolingSchema = z.discriminatedUnion('type', [
  z.object({ type: z.enum(['average', 'max']), size: positiveInt(64) }),
  z.object({ type: z.literal('none') }),
])

/** One convolution block: Conv1d(same, bias) > batch norm > activation > pooling > dropout. */
export const blockSchema = z.object({
  filters: positiveInt(4096),
  kernelSize: positiveInt(187),
  dilation: positiveInt(64),
  batchNorm: z.boolean(),
  activation: z.enum(['relu', 'none']),
  pooling: poolingSchema,
  dropout: z.number().min(0).max(0.95),
})

/** What turns the last activation map into class scores. `dense` lists the hidden layers' units, ReLU after each. */
export const headSchema = z.object({
  reduce: z.enum(['flatten', 'global-average']),
  dense: z.array(positiveInt(4096)).max(8),
  dropout: z.number().min(0).max(0.95),
})

export const architectureSchema = z.object({
  blocks: z.array(blockSchema).min(1).max(32),
  head: headSchema,
})

export type Pooling = z.infer<typeof poolingSchema>
export type Block = z.infer<typeof blockSchema>
export type Head = z.infer<typeof headSchema>
export type Architecture = z.infer<typeof architectureSchema>

/** The published block (design of SC4001): kernel `kernelSize`, batch norm, ReLU, average pooling by two. */
export function publishedBlock(filters: number, kernelSize = 3): Block {
  return {
    filters,
    kernelSize,
    dilation: 1,
    batchNorm: true,
    activation: 'relu',
    pooling: { type: 'average', size: 2 },
    dropout: 0,
  }
}

/** The published head: flatten > Linear(128) > ReLU > Linear(5). */
export function publishedHead(): Head {
  return { reduce: 'flatten', dense: [128], dropout: 0 }
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
