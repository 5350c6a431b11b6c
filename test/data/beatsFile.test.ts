import { describe, expect, it } from 'vitest'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { unknownSample } from '../../electron/shared/beatsFile.ts'
import type { BeatsFile } from '../../electron/shared/beatsFile.ts'
import { decodeSafetensors, encodeSafetensors } from '../../electron/shared/safetensors.ts'
import type { Tensor } from '../../electron/shared/safetensors.ts'
import { beatAt, beatNumber, countRecords, lengthQuantiles, rowOfBeat } from '../../electron/data/beats.ts'
import { readBeatsFile, streamBeatsFile, writeBeatsFile } from '../../electron/data/beatsFile.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const small: BeatsFile = {
  count: 3,
  length: 4,
  beats: Float32Array.of(1, 0.5, 0, 0, 0.25, 0, 0.1, 1, 0, 1, 1, 0),
  labels: Uint8Array.of(0, 4, 0),
  sourcePart: Uint8Array.of(0, 0, 1),
  sourceRow: Uint32Array.of(0, 1, 0),
  record: Uint16Array.of(1, 65535, 0),
  recordSample: Uint32Array.of(77, unknownSample, 590_262),
  metadata: {
    sampleRateHz: 120,
    records: ['102', '201'],
    persons: ['102', '201'],
    licence: 'ODC-By 1.0',
    attribution: 'Möller',
    publishedSplitPersons: { shared: 47, all: 47 },
  },
}

async function written(change?: (tensors: Record<string, Tensor>, metadata: Record<string, string>) => void) {
  const path = join(temporaryFolder(), 'beats.safetensors')
  await writeBeatsFile(path, small)
  if (change) {
    const { tensors, metadata } = decodeSafetensors(readFileSync(path))
    const content = Object.fromEntries(tensors)
    change(content, metadata)
    writeFileSync(path, encodeSafetensors(content, metadata))
  }
  return path
}

describe('a beats file', () => {
  it('gives back what was written', async () => {
    expect(readBeatsFile(await written())).toEqual(small)
  })

  it('tells its size and hash, and leaves no other file', async () => {
    const folder = temporaryFolder()
    const told = await writeBeatsFile(join(folder, 'b'), small)
    const bytes = readFileSync(join(folder, 'b'))
    expect(told).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length })
    expect(readdirSync(folder)).toEqual(['b'])
  })

  it('keeps the old file and leaves no half one when writing fails', async () => {
    const path = await written()
    function* failing() {
      yield small.beats.subarray(0, 4)
      throw new Error('the source broke')
    }
    await expect(streamBeatsFile(path, small, failing())).rejects.toThrow('the source broke')
    await expect(streamBeatsFile(path, small, [small.beats.subarray(0, 4)])).rejects.toThrow(/not 3 beats were given/)
    expect(readBeatsFile(path)).toEqual(small)
    expect(readdirSync(join(path, '..'))).toEqual(['beats.safetensors'])
  })

  it('says which folder is missing', async () => {
    const path = join(temporaryFolder(), 'none', 'beats')
    await expect(writeBeatsFile(path, small)).rejects.toMatchObject({ code: 'not-found' })
    expect(() => readBeatsFile(path)).toThrow(/none.beats: it does not exist/)
  })

  it('is refused where a tensor is missing, of another type, or the metadata is broken', async () => {
    const noLabels = await written((tensors) => delete tensors.labels)
    expect(() => readBeatsFile(noLabels)).toThrow(/no tensor "labels" of type U8 and shape \[3\]/)
    const otherType = await written(
      (tensors) => (tensors.beats = { dtype: 'F64', shape: [3, 4], data: new Float64Array(12) }),
    )
    expect(() => readBeatsFile(otherType)).toThrow(/no tensor "beats" of type F32 and shape \[3, 4\]/)
    const noBeats = await written((tensors) => delete tensors.beats)
    expect(() => readBeatsFile(noBeats)).toThrow(/no tensor "beats" of shape/)
    const noPersons = await written((_, metadata) => (metadata.persons = '[]'))
    expect(() => readBeatsFile(noPersons)).toThrow(/one person per record/)
    const noRate = await written((_, metadata) => delete metadata.sample_rate_hz)
    expect(() => readBeatsFile(noRate)).toThrow(/metadata "sample_rate_hz"/)
    const noClass = await written(
      (tensors) => (tensors.labels = { dtype: 'U8', shape: [3], data: Uint8Array.of(0, 5, 0) }),
    )
    expect(() => readBeatsFile(noClass)).toThrow(/beat 1 has the label 5/)
  })

  it('is refused wherever it is cut off', async () => {
    const path = await written()
    const bytes = readFileSync(path)
    for (let length = 0; length < bytes.length; length += 13) {
      writeFileSync(path, bytes.subarray(0, length))
      expect(() => readBeatsFile(path)).toThrow(expect.objectContaining({ code: 'bad-file' }))
    }
  })
})

describe('beats of a file', () => {
  it('are told with their padding and place', () => {
    expect(beatAt(small, 0)).toEqual({
      row: 0,
      label: 0,
      samples: [1, 0.5, 0, 0],
      padding: 2,
      record: '201',
      recordSample: 77,
      sourcePart: 'train',
      sourceRow: 0,
    })
    expect(beatAt(small, 1)).toMatchObject({ record: null, recordSample: null, padding: 0 })
    expect(beatAt(small, 2)).toMatchObject({ record: '102', sourcePart: 'test', sourceRow: 0 })
    for (const row of [-1, 3, 0.5])
      expect(() => beatAt(small, row)).toThrow(
        expect.objectContaining({ code: 'not-found', hint: expect.stringMatching('0 to 2') as string }),
      )
  })

  it('are numbered by their row in the source file where parts are files, else by their row in the data set', () => {
    const find = (split: string, rows: number[], number: number) =>
      rowOfBeat(small, split, { rows: Uint32Array.from(rows), number })
    expect(find('published', [2], 0)).toBe(2)
    expect(find('published', [0], 0)).toBe(0)
    expect(find('published', [0], 1)).toBeUndefined()
    expect(find('inter-patient', [0, 2], 2)).toBe(2)
    expect(beatNumber(small, 'published', 2)).toBe(0)
    expect(beatNumber(small, 'inter-patient', 2)).toBe(2)
  })

  it('have quantiles of their length by class, as NumPy counts them', () => {
    const [normal, supraventricular, , , unknown] = lengthQuantiles(small)
    expect(normal!.map((value) => Number(value.toFixed(6)))).toEqual([2.05, 2.25, 2.5, 2.75, 2.95])
    expect(supraventricular).toBeNull()
    expect(unknown).toEqual([4, 4, 4, 4, 4])
  })

  it('are counted by record and class', () => {
    expect(countRecords(small)).toEqual([
      { record: '102', person: '102', counts: [1, 0, 0, 0, 0] },
      { record: '201', person: '201', counts: [1, 0, 0, 0, 0] },
    ])
  })
})
