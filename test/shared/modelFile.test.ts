import { describe, expect, it } from 'vitest'
import { modelFileName } from '../../electron/shared/modelFile.ts'

const alone = (seed: number) => ({ seed, fold: 0, foldCount: 1 })

describe('modelFileName', () => {
  it('has variant, seed and format, in letters and digits of any script', () => {
    expect(modelFileName('Model 11', alone(3), 'keras')).toBe('model-11-seed-3.keras')
    expect(modelFileName('(α, β): 心', alone(3), 'onnx')).toBe('α-β-心-seed-3.onnx')
    expect(modelFileName('***', alone(3), 'tfjs')).toBe('seed-3-tfjs.zip')
  })

  it('tells folds apart, which have the same seed', () => {
    const names = [0, 1].map((fold) => modelFileName('Model 11', { seed: 3, fold, foldCount: 5 }, 'keras'))
    expect(names).toEqual(['model-11-seed-3-fold-1.keras', 'model-11-seed-3-fold-2.keras'])
  })

  it('fits on every disk, and keeps the seed', () => {
    for (const letter of ['a', 'é', '心', '𝛼']) {
      const name = modelFileName(letter.repeat(120), alone(2 ** 31 - 1), 'safetensors')
      const stem = name.replace(/\.safetensors$/, '')
      expect(Buffer.byteLength(stem)).toBeLessThanOrEqual(100)
      expect(Buffer.byteLength(stem)).toBeGreaterThan(96)
      expect(name).toMatch(/-seed-2147483647\.safetensors$/)
      expect(name.isWellFormed()).toBe(true)
    }
  })
})
