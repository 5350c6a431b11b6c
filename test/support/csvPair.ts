import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { publishedBeatLength } from '../../electron/shared/architecture.ts'
import { classCount } from '../../electron/shared/beatClass.ts'
import { createRandom } from '../../electron/shared/random.ts'
import { drawSyntheticBeat } from '../../electron/data/syntheticBeat.ts'

/** Writes generated beats as the heartbeat set's two files have them: 187 values and the label, the classes in turn. */
export function writeCsvPair(folder: string, beats: { train: number; test: number }): void {
  const random = createRandom(1, 'csv pair')
  const rowsOf = (count: number): string =>
    Array.from({ length: count }, (_, row) => {
      const samples = new Float32Array(publishedBeatLength)
      drawSyntheticBeat(row % classCount, random, samples)
      return `${[...samples, row % classCount].map((value) => value.toExponential(6)).join(',')}\n`
    }).join('')
  writeFileSync(path.join(folder, 'mitbih_train.csv'), rowsOf(beats.train))
  writeFileSync(path.join(folder, 'mitbih_test.csv'), rowsOf(beats.test))
}
