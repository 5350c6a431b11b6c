/**
 * Makes `test/fixtures/data/publishedRows.csv`: rows of the published test file, verbatim, that the built-in sample holds
 * too, and `publishedRows.index.csv`: where each came from. Two of each class, and one that was cut to its 187 values.
 *
 * node scripts/make-published-rows.ts [folder of the CSV files, by default ../shared/data/heartbeat]
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { classCount } from '../electron/shared/beatClass.ts'
import { trailingZeros } from '../electron/shared/dataSet.ts'
import { loadSample } from '../electron/data/sample.ts'

const root = join(import.meta.dirname, '..')
const source = process.argv[2] ?? join(root, '..', 'shared', 'data', 'heartbeat')
const target = join(root, 'test', 'fixtures', 'data')

const sample = loadSample()
const published = readText('mitbih_test.csv.gz').split('\n')
const index = readText('beat_index.csv.gz').split('\n')
const inTestFile = new Map(
  index.filter((line) => line.startsWith('test,')).map((line) => [line.split(',').slice(2, 4).join(), line] as const),
)

const rows = Array.from({ length: sample.count }, (_, row) => row).filter((row) => inTestFile.has(place(row)))
const isCut = (row: number) => trailingZeros(sample.beats.subarray(row * 187, (row + 1) * 187)) === 0
const chosen = Array.from({ length: classCount }, (_, label) =>
  rows.filter((row) => sample.labels[row] === label).slice(0, 2),
).flat()
const cut = rows.find((row) => isCut(row) && !chosen.includes(row))
const lines = [...chosen, ...(cut === undefined ? [] : [cut])].map((row) => inTestFile.get(place(row))!)

mkdirSync(target, { recursive: true })
writeFileSync(join(target, 'publishedRows.index.csv'), `${index[0]}\n${lines.join('\n')}\n`)
writeFileSync(
  join(target, 'publishedRows.csv'),
  `${lines.map((line) => published[Number(line.split(',')[1])]).join('\n')}\n`,
)

function place(row: number): string {
  return `${sample.metadata.records[sample.record[row]!]},${sample.recordSample[row]}`
}

function readText(name: string): string {
  return gunzipSync(readFileSync(join(source, name))).toString('latin1')
}
