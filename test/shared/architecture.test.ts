import { describe, expect, it } from 'vitest'
import { architectureSchema, blockSchema, canonicalJson, publishedBlock } from '../../electron/shared/architecture.ts'
import { publishedArchitecture } from '../../electron/shared/preset.ts'

describe('a block', () => {
  it('is the published one where nothing else is said', () => {
    expect(blockSchema.parse({ filters: 32, kernelSize: 3 })).toEqual({
      filters: 32,
      kernelSize: 3,
      dilation: 1,
      stride: 1,
      padding: 'same',
      bias: true,
      normalisation: 'batch',
      join: null,
      activation: 'relu',
      pooling: { type: 'average', size: 2, stride: 2 },
      dropout: 0,
    })
    expect(publishedBlock(32)).toEqual(blockSchema.parse({ filters: 32, kernelSize: 3 }))
  })

  it('pools by windows side by side unless a stride is given', () => {
    const pooling = (value: object) => blockSchema.parse({ filters: 1, kernelSize: 1, pooling: value }).pooling
    expect(pooling({ type: 'max', size: 5 })).toEqual({ type: 'max', size: 5, stride: 5 })
    expect(pooling({ type: 'max', size: 5, stride: 2 })).toEqual({ type: 'max', size: 5, stride: 2 })
    expect(pooling({ type: 'none' })).toEqual({ type: 'none' })
  })

  it('has no other fields', () => {
    expect(blockSchema.safeParse({ filters: 1, kernelSize: 1, batchNorm: true }).success).toBe(false)
    expect(blockSchema.safeParse({ filters: 1, kernelSize: 1, pooling: { type: 'none', size: 2 } }).success).toBe(false)
  })
})

describe('an architecture', () => {
  it('is the same design with and without its defaults', () => {
    const short = architectureSchema.parse({
      blocks: [{ kernelSize: 3, filters: 32 }],
      head: { dense: [128], reduce: 'flatten' },
    })
    expect(canonicalJson(short)).toBe(canonicalJson(publishedArchitecture(1)))
    expect(architectureSchema.parse(short)).toEqual(short)
  })

  it('differs from one that differs in a single field', () => {
    const texts = [
      {},
      { stride: 2 },
      { padding: 'valid' },
      { bias: false },
      { normalisation: 'none' },
      { join: { type: 'add' } },
      { activation: 'gelu' },
      { pooling: { type: 'average', size: 2, stride: 1 } },
    ].map((fields) =>
      canonicalJson(
        architectureSchema.parse({
          blocks: [{ filters: 8, kernelSize: 3, ...fields }],
          head: { reduce: 'flatten', dense: [] },
        }),
      ),
    )
    expect(new Set(texts).size).toBe(texts.length)
  })
})
