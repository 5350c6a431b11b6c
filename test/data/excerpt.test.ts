import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { beatAt, lengthQuantiles, samplesOf } from '../../electron/data/beats.ts'
import { decodeBeatsFile, readBeatsFile } from '../../electron/data/beatsFile.ts'
import { encodeExcerpt } from '../../electron/data/excerpt.ts'
import { makeSplit } from '../../electron/data/splits.ts'
import { generateSynthetic } from '../../electron/data/synthetic.ts'
import { decodeSafetensors, encodeSafetensors } from '../../electron/shared/safetensors.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

async function makeBeats() {
  const output = join(temporaryFolder(), 'beats')
  await generateSynthetic({ beats: 200, seed: 1, output }, () => undefined)
  return readBeatsFile(output)
}

describe('an excerpt of a beats file', () => {
  it('has the labels and origins of all beats and the samples of some, with the attribution', async () => {
    const whole = await makeBeats()
    const excerpt = decodeBeatsFile(encodeExcerpt(whole, [190, 7, 7]), 'an excerpt')
    expect({ ...excerpt, beats: null, kept: null }).toEqual({ ...whole, beats: null, kept: null })
    expect([...(excerpt.kept ?? [])]).toEqual([7, 190])
    expect(excerpt.beats).toHaveLength(2 * 187)
    for (const row of [7, 190]) expect(beatAt(excerpt, row)).toEqual(beatAt(whole, row))
    expect(samplesOf(excerpt, 8)).toBeNull()
    expect(() => beatAt(excerpt, 8)).toThrow(expect.objectContaining({ code: 'not-found', hint: expect.any(String) }))
    expect(() => beatAt(excerpt, 200)).toThrow('There is no beat 200.')
  })

  it('gives the same split, and no lengths, which a few beats do not tell', async () => {
    const whole = await makeBeats()
    const excerpt = decodeBeatsFile(encodeExcerpt(whole, [0]), 'an excerpt')
    expect(makeSplit({ kind: 'published' }, excerpt)).toEqual(makeSplit({ kind: 'published' }, whole))
    expect(lengthQuantiles(excerpt)).toEqual([null, null, null, null, null])
  })

  it('is refused where its rows and samples do not fit', async () => {
    const bytes = encodeExcerpt(await makeBeats(), [1, 2])
    const { tensors, metadata } = decodeSafetensors(bytes)
    const damaged = Object.fromEntries(tensors)
    damaged['kept'] = { dtype: 'U32', shape: [1], data: Uint32Array.of(1) }
    expect(() => decodeBeatsFile(encodeSafetensors(damaged, metadata), 'it')).toThrow(/no tensor "kept".*\[2\]/)
  })
})
