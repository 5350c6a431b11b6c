import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { encodeSafetensors, type Tensor } from '../../electron/shared/safetensors.ts'
import { countLabels, readTrainingData } from '../../electron/trainer/dataFiles.ts'
import { createFolder } from './trainerProcess.ts'

const folder = createFolder()
afterAll(folder.remove)
const dataPath = join(folder.path, 'data.safetensors')
const splitPath = join(folder.path, 'split.safetensors')

const floats = (...shape: number[]): Tensor => {
  const count = shape.reduce((product, size) => product * size, 1)
  return { dtype: 'F32', shape, data: Float32Array.from({ length: count }, (_, index) => index) }
}
const bytes = (...values: number[]): Tensor => ({ dtype: 'U8', shape: [values.length], data: Uint8Array.from(values) })
const rows = (...values: number[]): Tensor => ({ dtype: 'U32', shape: [values.length], data: Uint32Array.from(values) })

function read(data: Record<string, Tensor>, split: Record<string, Tensor> = {}) {
  writeFileSync(dataPath, encodeSafetensors({ beats: floats(4, 3), labels: bytes(0, 1, 4, 1), ...data }))
  writeFileSync(splitPath, encodeSafetensors({ train: rows(0, 3), validation: rows(1), test: rows(2), ...split }))
  return readTrainingData({ dataPath, splitPath, fold: 0 })
}

describe('training data', () => {
  it('come with their shape, labels and the rows of each part', () => {
    const found = read({})
    expect(found).toMatchObject({ count: 4, length: 3 })
    expect([...found.beats]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect([...found.labels]).toEqual([0, 1, 4, 1])
    expect([...found.rows.train]).toEqual([0, 3])
  })

  it('are refused where labels are missing, too few, or of no class', () => {
    expect(() => read({ labels: floats(4) })).toThrow('it has no U8 tensor "labels"')
    expect(() => read({ labels: bytes(0, 1) })).toThrow('there are 4 beats, but 2 labels')
    expect(() => read({ labels: bytes(0, 1, 5, 1) })).toThrow('beat 2 has the label 5')
  })

  it('are refused where the split names a beat that is not there, or no beat to validate on', () => {
    expect(() => read({}, { test: rows(4) })).toThrow('it names row 4, but there are 4 beats')
    expect(() => read({}, { validation: rows() })).toThrow('none to validate on')
  })

  it('may have an empty test part', () => {
    expect(read({}, { test: rows() }).rows.test).toHaveLength(0)
  })
})

it('counts the beats of each class among rows', () => {
  expect(countLabels(Uint8Array.of(0, 1, 4, 1, 0), Uint32Array.of(1, 3, 2))).toEqual([0, 2, 0, 0, 1])
})
