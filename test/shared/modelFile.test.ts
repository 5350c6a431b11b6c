import { describe, expect, it } from 'vitest'
import { modelFileName } from '../../electron/shared/modelFile.ts'

describe('modelFileName', () => {
  it('has variant, seed and format, in letters and digits of any script', () => {
    expect(modelFileName('Model 11', 3, 'keras')).toBe('model-11-seed-3.keras')
    expect(modelFileName('(α, β): 心', 3, 'onnx')).toBe('α-β-心-seed-3.onnx')
    expect(modelFileName('***', 3, 'tfjs')).toBe('seed-3-tfjs.zip')
  })

  it('fits on every disk, and keeps the seed', () => {
    for (const letter of ['a', 'é', '心', '𝛼']) {
      const name = modelFileName(letter.repeat(120), 2 ** 31 - 1, 'safetensors')
      const stem = name.replace(/\.safetensors$/, '')
      expect(Buffer.byteLength(stem)).toBeLessThanOrEqual(100)
      expect(Buffer.byteLength(stem)).toBeGreaterThan(96)
      expect(name).toMatch(/-seed-2147483647\.safetensors$/)
      expect(name.isWellFormed()).toBe(true)
    }
  })
})
