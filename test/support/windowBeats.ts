import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { countClasses } from '../../electron/data/classCounts.ts'
import { writeBeatsFile } from '../../electron/data/beatsFile.ts'
import { keepDataSet } from '../../electron/engine/jobs/keepDataSet.ts'
import { unknownRecord, unknownSample, type BeatsFile } from '../../electron/shared/beatsFile.ts'
import type { DataSet } from '../../electron/shared/dataSet.ts'
import { createRandom } from '../../electron/shared/random.ts'
import type { Store } from '../../electron/store/store.ts'

/** Samples of a beat of {@link windowBeats}, and how many a second. */
export const windowLength = 64
export const windowRateHz = 360

/**
 * Beats as a window around the R peak would be: 64 samples at 360 Hz in millivolts, the peak at a third, positive or negative
 * and as wide as the class has it, on a baseline of their own; some end in zeros that are no padding.
 */
export function windowBeats(count: number): BeatsFile {
  const random = createRandom(1, 'windows')
  const labels = Uint8Array.from({ length: count }, (_, beat) => beat % 5)
  const beats = new Float32Array(count * windowLength)
  for (let beat = 0; beat < count; beat++) {
    const label = beat % 5
    const [height, width] = [label % 2 === 0 ? 1.4 : -1.1, 1.5 + 2 * label]
    const baseline = 0.3 * random.nextNormal()
    for (let at = 0; at < windowLength; at++) {
      const wave = height * Math.exp(-(((at - 21) / width) ** 2))
      beats[beat * windowLength + at] = beat % 10 === 0 && at > 58 ? 0 : baseline + wave + 0.05 * random.nextNormal()
    }
  }
  return {
    count,
    length: windowLength,
    beats,
    labels,
    sourcePart: Uint8Array.from({ length: count }, (_, beat) => (beat < 0.8 * count ? 0 : 1)),
    sourceRow: Uint32Array.from({ length: count }, (_, beat) => beat),
    record: new Uint16Array(count).fill(unknownRecord),
    recordSample: new Uint32Array(count).fill(unknownSample),
    metadata: {
      sampleRateHz: windowRateHz,
      amplitude: 'millivolt',
      records: [],
      persons: [],
      licence: 'none',
      attribution: 'drawn',
    },
  }
}

/** A data set of such beats in a store. */
export async function addWindows(store: Store, count = 400, name = 'Windows'): Promise<DataSet> {
  const file = windowBeats(count)
  const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-windows-'))
  const source = path.join(folder, 'windows.safetensors')
  const { sha256, bytes } = await writeBeatsFile(source, file)
  const provenance = {
    source: 'synthetic' as const,
    files: [],
    rule: 'a window around each R peak',
    amplitude: 'millivolt' as const,
    licence: 'none',
    attribution: 'drawn',
    notes: [],
  }
  const facts = {
    beats: count,
    beatLength: windowLength,
    sampleRateHz: windowRateHz,
    classCounts: countClasses(file.labels),
  }
  const kept = await keepDataSet(store, name, { ...facts, sha256, bytes, provenance, records: [] }, source)
  rmSync(folder, { recursive: true })
  return kept
}
