import { describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { readBeatsFile } from '../../electron/data/beatsFile.ts'
import { importKaggleCsv } from '../../electron/data/kaggleCsv.ts'
import { makeSplit } from '../../electron/data/splits.ts'
import { summariseSplit } from '../../electron/data/summariseSplit.ts'
import { createRandom } from '../../electron/shared/random.ts'
import { sharedData } from '../support/sharedData.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

/** Reading 514 MB of text takes seconds, or a minute on a busy machine. */
const patienceMs = 240_000

if (sharedData) {
  const folder = join(sharedData, 'heartbeat')
  const paths = { train: join(folder, 'mitbih_train.csv.gz'), test: join(folder, 'mitbih_test.csv.gz') }

  describe('the real heartbeat categorization set', () => {
    it(
      'is imported with its counts, recognised, and equal to its text in 200 rows of each file',
      async () => {
        const output = join(temporaryFolder(), 'beats.safetensors')
        const data = await importKaggleCsv({ ...paths, output }, () => undefined)
        expect(data.classCounts).toEqual([90_589, 2_779, 7_236, 803, 8_039])
        expect(data.provenance.files.map(({ rows }) => rows)).toEqual([87_554, 21_892])
        expect(data.provenance.notes.map(({ text }) => text).join('; ')).toMatch(
          /rebuilt.*test file: published hash matches/,
        )

        const file = readBeatsFile(output)
        const published = { kind: 'published' } as const
        expect(summariseSplit(published, file, makeSplit(published, file))).toMatchObject({
          folds: [
            {
              counts: {
                train: [57_977, 1_778, 4_630, 513, 5_145],
                validation: [14_494, 445, 1_158, 128, 1_286],
                test: [18_118, 556, 1_448, 162, 1_608],
              },
            },
          ],
          badge: { text: 'patients overlap', tone: 'warning' },
        })

        const random = createRandom(9)
        for (const [part, start] of [
          ['train', 0],
          ['test', 87_554],
        ] as const) {
          const text = gunzipSync(readFileSync(paths[part]))
          const lineBytes = text.indexOf('\n') + 1
          for (let i = 0; i < 200; i++) {
            const row = random.nextBelow(text.length / lineBytes)
            const fields = text
              .toString('latin1', row * lineBytes, (row + 1) * lineBytes)
              .trim()
              .split(',')
            const expected = Float32Array.from(fields.slice(0, 187), (field) => Math.fround(Number.parseFloat(field)))
            expect(file.beats.subarray((start + row) * 187, (start + row + 1) * 187)).toEqual(expected)
            expect(file.labels[start + row]).toBe(Number(fields[187]))
          }
        }
      },
      patienceMs,
    )
  })
}
