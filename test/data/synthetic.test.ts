import { describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { createRandom } from '../../electron/shared/random.ts'
import { beatAt } from '../../electron/data/beats.ts'
import { readBeatsFile } from '../../electron/data/beatsFile.ts'
import { makeSplit } from '../../electron/data/splits.ts'
import { countClasses } from '../../electron/data/classCounts.ts'
import { fewestPerClass, generateSynthetic } from '../../electron/data/synthetic.ts'
import { drawSyntheticBeat } from '../../electron/data/syntheticBeat.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

async function generate(beats: number, seed: number) {
  const output = join(temporaryFolder(), 'beats.safetensors')
  return { output, data: await generateSynthetic({ beats, seed, output }, () => undefined) }
}

describe('generated beats', () => {
  it('have the published proportions, but enough of each class, in a training and a test part', async () => {
    const { output, data } = await generate(1000, 1)
    expect(data.classCounts.reduce((sum, count) => sum + count, 0)).toBe(1000)
    expect(Math.min(...data.classCounts)).toBeGreaterThanOrEqual(fewestPerClass)
    expect(data.classCounts[0]).toBeGreaterThan(750)
    const [rows] = makeSplit({ kind: 'published' }, readBeatsFile(output))
    expect(rows?.test.length).toBe(200)
  })

  it('have every class in every part even where there are only 50', async () => {
    const { output } = await generate(50, 2)
    const file = readBeatsFile(output)
    for (const rows of makeSplit({ kind: 'published' }, file))
      for (const part of [rows.train, rows.validation, rows.test])
        expect(Math.min(...countClasses(file.labels, part))).toBeGreaterThan(0)
  })

  it('are the same bytes for the same seed, and others for another', async () => {
    const [first, again, other] = [await generate(5000, 7), await generate(5000, 7), await generate(5000, 8)]
    expect(again.data.sha256).toBe(first.data.sha256)
    expect(other.data.sha256).not.toBe(first.data.sha256)
  })

  it('fill 0..1, end in zeros, and come from no record', async () => {
    const file = readBeatsFile((await generate(300, 3)).output)
    for (let row = 0; row < file.count; row++) {
      const { samples, padding, record } = beatAt(file, row)
      expect([Math.min(...samples), Math.max(...samples), record]).toEqual([0, 1, null])
      expect(samples.length - padding).toBeGreaterThan(30)
    }
  })

  it('look different by class: the mean beats of two classes are farther apart than two means of one class', () => {
    const random = createRandom(4)
    const mean = (label: number) => {
      const row = new Float32Array(187)
      const sum = new Float64Array(187)
      for (let i = 0; i < 200; i++) {
        drawSyntheticBeat(label, random, row)
        row.forEach((value, at) => (sum[at]! += value / 200))
      }
      return sum
    }
    const distance = (a: Float64Array, b: Float64Array) => Math.hypot(...a.map((value, at) => value - b[at]!))
    const [first, second] = [0, 1, 2, 3, 4]
      .map(() => null)
      .reduce<[Float64Array[], Float64Array[]]>(
        ([a, b], _, label) => [
          [...a, mean(label)],
          [...b, mean(label)],
        ],
        [[], []],
      )
    for (let a = 0; a < 5; a++) {
      for (let b = 0; b < a; b++) {
        expect(distance(first[a]!, first[b]!)).toBeGreaterThan(2 * distance(first[a]!, second[a]!))
      }
    }
  })
})
