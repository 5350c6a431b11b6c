/**
 * Makes `resources/sample/beats.safetensors.gz`: about 6,000 real beats of the MIT-BIH Arrhythmia Database, cut by the
 * published rule, chosen with a fixed seed (how: electron/data/chooseSample.ts; stored how: electron/data/sample.ts).
 *
 * node scripts/make-sample.ts [folder of the database, by default ../shared/data/mitdb]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beatClasses } from '../electron/shared/beatClass.ts'
import { findBeats, takeBeat } from '../electron/data/beatRule.ts'
import { chooseSample } from '../electron/data/chooseSample.ts'
import { beatLength } from '../electron/data/mitBih.ts'
import { encodeSample } from '../electron/data/sample.ts'
import type { SampleBeat } from '../electron/data/sample.ts'
import { sampleSides } from '../electron/data/sampleSides.ts'
import { readRecord } from '../electron/data/wfdb/readRecord.ts'

const seed = 1

/** Reads the whole database and packs the sample. The published set was cut with the older annotations of record 102. */
export async function makeSample(folder: string): Promise<{ packed: Uint8Array; beats: SampleBeat[] }> {
  const names = readFileSync(join(folder, 'RECORDS'), 'utf8').trim().split(/\s+/)
  const firstChannels = new Map<string, Int32Array>()
  const records = []
  for (const record of names) {
    const { header, signals, annotations } = await readRecord(folder, record, {
      annotator: record === '102' ? '102-0.atr' : 'atr',
    })
    firstChannels.set(record, signals[0]!.digital)
    records.push({ record, beats: findBeats(annotations, header.frameCount) })
  }
  const beats = chooseSample(records, seed).flatMap(({ record, beats }) =>
    beats.map((beat): SampleBeat => {
      const raw = takeBeat(firstChannels.get(record)!, beat)
      const { sample, symbol, label } = beat
      return { record, sample, symbol, label, ...raw, adc: Int16Array.from(raw.adc.slice(0, beatLength)) }
    }),
  )
  return { packed: encodeSample(beats), beats }
}

if (import.meta.main) {
  const root = join(import.meta.dirname, '..')
  const { packed, beats } = await makeSample(process.argv[2] ?? join(root, '..', 'shared', 'data', 'mitdb'))
  mkdirSync(join(root, 'resources', 'sample'), { recursive: true })
  writeFileSync(join(root, 'resources', 'sample', 'beats.safetensors.gz'), packed)
  for (const side of ['train', 'test'] as const) {
    const ofSide = beats.filter((beat) => sampleSides.get(beat.record) === side)
    const counts = beatClasses.map((name, label) => `${name} ${ofSide.filter((beat) => beat.label === label).length}`)
    console.log(
      `${side}: ${ofSide.length} beats of ${new Set(ofSide.map((beat) => beat.record)).size} records: ${counts.join(', ')}`,
    )
  }
  console.log(`${packed.length} bytes`)
}
