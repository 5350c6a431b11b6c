import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { BeatsFile } from '../../electron/shared/beatsFile.ts'
import { countClasses } from '../../electron/data/classCounts.ts'
import { loadSample } from '../../electron/data/sample.ts'
import { sampleSides } from '../../electron/data/sampleSides.ts'
import { makeSplit, ownSplitsOf } from '../../electron/data/splits.ts'
import { summariseSplit } from '../../electron/data/summariseSplit.ts'
import { apportion, chooseStratified } from '../../electron/data/stratified.ts'
import type { SplitDefinition, SplitRows } from '../../electron/shared/split.ts'
import { labelledFile as fileOf } from '../support/labelledFile.ts'

const published: SplitDefinition = { kind: 'published' }

function only(definition: SplitDefinition, file: BeatsFile): SplitRows {
  const [rows, ...others] = makeSplit(definition, file)
  expect(others).toEqual([])
  return rows!
}

const rowsOfFile = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 1 })), { minLength: 1 })

describe('the published split', () => {
  it('puts every row in exactly one part: the test file is test, the training file the rest', () => {
    fc.assert(
      fc.property(rowsOfFile, (rows) => {
        fc.pre(rows.some(([, part]) => part === 1))
        const file = fileOf(
          rows.map(([label]) => label),
          { parts: rows.map(([, part]) => part) },
        )
        const { train, validation, test } = only(published, file)
        expect([...train, ...validation, ...test].sort((a, b) => a - b)).toEqual(rows.map((_, row) => row))
        expect([...test]).toEqual(rows.flatMap(([, part], row) => (part === 1 ? [row] : [])))
        for (const part of [train, validation, test]) expect([...part]).toEqual([...part].sort((a, b) => a - b))
      }),
    )
  })

  it('takes a fifth of each class of the training file for validation, within one beat', () => {
    fc.assert(
      fc.property(rowsOfFile, (rows) => {
        const file = fileOf([...rows.map(([label]) => label), 0], { parts: [...rows.map(() => 0), 1] })
        const { train, validation } = only(published, file)
        const ofTrain = countClasses(file.labels, train)
        countClasses(file.labels, validation).forEach((count, label) => {
          expect(Math.abs(count - (ofTrain[label]! + count) / 5)).toBeLessThanOrEqual(1)
        })
        expect(validation.length).toBe(Math.ceil(rows.length * 0.2))
      }),
    )
  })

  it('is the same every time, on every machine and in every version', () => {
    const file = fileOf(
      Array.from({ length: 200 }, (_, row) => row % 5),
      { parts: Array.from({ length: 200 }, (_, row) => (row < 150 ? 0 : 1)) },
    )
    expect(only(published, file)).toEqual(only(published, file))
    expect([...only(published, file).validation].slice(0, 8)).toEqual([2, 4, 11, 15, 16, 29, 31, 35])
  })

  it('has a badge by persons: unknown, known as a fact, or counted', () => {
    const parts = [0, 0, 0, 0, 1, 1]
    const labels = [0, 1, 0, 1, 0, 1]
    const badge = (file: BeatsFile) => summariseSplit(published, file, makeSplit(published, file)).badge.text
    expect(badge(fileOf(labels, { parts }))).toBe('patients unknown')
    expect(badge(fileOf(labels, { parts }, { shared: 47, all: 47 }))).toBe('patients overlap')
    const records = ['a', 'b', 'c', 'd', 'e']
    expect(badge(fileOf(labels, { parts, records, record: [0, 1, 2, 2, 3, 4] }))).toBe('patients separate')
    expect(badge(fileOf(labels, { parts, records, record: [0, 1, 2, 2, 3, 2] }))).toBe('1 patient shared')
    const persons = ['a', 'b', 'c', 'a', 'e']
    expect(badge(fileOf(labels, { parts, records, persons, record: [0, 1, 2, 2, 3, 4] }))).toBe('1 patient shared')
    expect(badge(fileOf(labels, { parts, records, record: [0, 1, 0, 1, 0, 1] }))).toBe('patients overlap')
  })

  it('is refused where there is no test file', () => {
    expect(() => makeSplit(published, loadSample())).toThrow(/no published split/)
  })
})

describe('the sample split', () => {
  const sample = loadSample()

  it('is the only one of the sample, and follows its records', () => {
    expect(ownSplitsOf(sample, 'sample')).toEqual([{ kind: 'sample' }])
    const rows = only({ kind: 'sample' }, sample)
    const recordsOf = (part: Uint32Array) =>
      new Set([...part].map((row) => sample.metadata.records[sample.record[row]!]!))
    for (const record of recordsOf(rows.test)) expect(sampleSides.get(record)).toBe('test')
    for (const part of [rows.train, rows.validation]) {
      for (const record of recordsOf(part)) expect(sampleSides.get(record)).toBe('train')
    }
    expect([rows.train.length, rows.validation.length, rows.test.length]).toEqual([3200, 800, 2000])
  })

  it('has 48 records on its two sides, paced ones on both, and 201 beside 202', () => {
    expect(sampleSides.size).toBe(48)
    expect(['102', '104', '107', '217'].map((record) => sampleSides.get(record))).toEqual([
      'train',
      'train',
      'test',
      'test',
    ])
    expect(sampleSides.get('201')).toBe(sampleSides.get('202'))
  })

  it('is not offered where a beat’s record is unknown', () => {
    expect(() => makeSplit({ kind: 'sample' }, fileOf([0, 1], { records: ['100'], record: [0] }))).toThrow(
      /known records/,
    )
  })
})

describe('stratified choice', () => {
  /** scikit-learn 1.9.1: train_test_split(rows, test_size=0.2, stratify=labels) on the published training file's labels. */
  it('has scikit-learn’s counts for the published training file', () => {
    const counts = [72_471, 2_223, 5_788, 641, 6_431]
    const labels = Uint8Array.from(counts.flatMap((count, label) => new Array<number>(count).fill(label)))
    const chosen = chooseStratified(labels, 0.2, 1)
    expect(chosen.length).toBe(17_511)
    expect(countClasses(labels, chosen)).toEqual([14_494, 445, 1_158, 128, 1_286])
  })

  it('follows the seed', () => {
    const labels = Uint8Array.from({ length: 100 }, (_, row) => row % 5)
    expect(chooseStratified(labels, 0.2, 1)).toEqual(chooseStratified(labels, 0.2, 1))
    expect(chooseStratified(labels, 0.2, 1)).not.toEqual(chooseStratified(labels, 0.2, 2))
  })

  it('apportions all and only what there is', () => {
    expect(apportion([50, 30, 20], 10)).toEqual([5, 3, 2])
    expect(apportion([1, 1, 1], 2)).toEqual([1, 1, 0])
    expect(apportion([0, 0], 3)).toEqual([0, 0])
    const counts = fc.array(fc.nat(1000), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(counts, fc.nat(1000), (of, total) => {
        const all = of.reduce((sum, count) => sum + count, 0)
        const wanted = Math.min(total, all)
        const parts = apportion(of, wanted)
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(wanted)
        parts.forEach((part, i) => expect(part).toBeLessThanOrEqual(of[i]!))
      }),
    )
  })
})
