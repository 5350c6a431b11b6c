import { describe, expect, it } from 'vitest'
import { environmentChanges } from '../../electron/engine/environmentChanges.ts'

const before = { beatbench: '0.1.0', node: '24', tensorflow: '2.21', cpu: 'a cpu', threads: 1, oneDnn: false }

describe('changes of the environment', () => {
  it('are told in words, each with what it was', () => {
    const now = { ...before, cpu: 'another', oneDnn: true, kernels: 'fused avx2' }
    expect(environmentChanges({ ...before, kernels: 'fused avx512' }, now)).toEqual([
      'processor another, was a cpu',
      'oneDNN on, was off',
      'kernels fused avx2, was fused avx512',
    ])
  })

  it('are none where all is as it was, or nothing is known', () => {
    expect(environmentChanges(before, before)).toEqual([])
    expect(environmentChanges(null, before)).toEqual([])
  })

  it('take runs from before there were fused kernels as trained with stock ones', () => {
    expect(environmentChanges(before, { ...before, kernels: 'stock' })).toEqual([])
    expect(environmentChanges(before, { ...before, kernels: 'fused neon' })).toEqual(['kernels fused neon, was stock'])
  })
})
