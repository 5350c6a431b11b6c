import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import { AppError } from '../../electron/shared/appError.ts'
import { readAnnotations } from '../../electron/data/wfdb/readAnnotations.ts'
import { listRecords, readRecord } from '../../electron/data/wfdb/readRecord.ts'
import { startWfdb } from './askWfdb.ts'
import { countAnnotations, countSamples } from './countDifferences.ts'
import type { Differences } from './countDifferences.ts'

/**
 * Reads records here and with wfdb-python, and compares every sample, digital and physical, and every annotation:
 *
 *     node bench/wfdb/compare.ts --python PATH [folder of records ...]
 *
 * PATH is a Python that has wfdb 4. Folders are by default those of the shared recordings and the small ones of
 * test/fixtures/wfdb/records. The last line says how many samples, annotations and records differ.
 */
const root = join(import.meta.dirname, '..', '..')
const shared = join(root, '..', 'shared', 'data')
const { values, positionals } = parseArgs({ options: { python: { type: 'string' } }, allowPositionals: true })
if (!values.python) {
  console.error('Say which Python has wfdb-python: --python PATH')
  process.exit(2)
}

const temporary = mkdtempSync(join(tmpdir(), 'beatbench-wfdb-'))
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }))

/** Some headers of the sample records read `100.dat` of the other folder: both go into one. */
function gatherFormats(): string {
  const files = readdirSync(join(shared, 'wfdb-formats')).map((file) => join(shared, 'wfdb-formats', file))
  for (const file of [...files, join(shared, 'mitdb', '100.dat')]) {
    if (statSync(file).isFile()) copyFileSync(file, join(temporary, basename(file)))
  }
  return temporary
}

const segmented = ['041s', 'fixed1'].map((name) => join(shared, 'wfdb-formats', 'multi-segment', name))
const allShared = () => [join(shared, 'mitdb'), gatherFormats(), ...segmented]
const own = join(root, 'test', 'fixtures', 'wfdb', 'records')
const folders = positionals.length > 0 ? positionals : [own, ...(existsSync(shared) ? allShared() : [])]

/** Reads a record, or, where its signal files are missing, only its annotations: as wfdb-python is asked to. */
async function readHere(folder: string, name: string, annotator: string | null) {
  const record = await readRecord(folder, name, { annotator: null }).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not-found') return null
    throw error
  })
  const file = `${name}.${annotator}`
  const annotations = annotator ? readAnnotations(readFileSync(join(folder, file)), file) : []
  return { signals: record?.signals ?? [], annotations, error: null }
}

/** A message where a record was refused, with nothing read. */
function refused(error: unknown) {
  if (error instanceof AppError) return { signals: [], annotations: [], error: error.message }
  throw error
}

const wfdb = startWfdb(values.python)
const samples = { all: 0, different: 0 }
const annotations = { all: 0, different: 0 }
const records = { all: 0, different: 0 }
let totalMs = 0
const add = (total: Differences, { all, different }: Differences) => {
  total.all += all
  total.different += different
}

console.log('| record | signals | samples | annotations | samples that differ | annotations that differ | ms |')
console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |')
for (const folder of folders) {
  for (const name of await listRecords(folder)) {
    const annotator = existsSync(join(folder, `${name}.atr`)) ? 'atr' : null
    const started = performance.now()
    const ours = await readHere(folder, name, annotator).catch(refused)
    const durationMs = performance.now() - started
    const theirs = await wfdb.ask(folder, name, annotator)
    const ofSamples = countSamples(ours.signals, theirs.signals)
    const ofAnnotations = countAnnotations(ours.annotations, theirs.annotations)
    const isDifferent =
      ofSamples.different + ofAnnotations.different > 0 || (ours.error === null) !== (theirs.error === null)
    const counts = [ofSamples.all, ofAnnotations.all, ofSamples.different, ofAnnotations.different]
    console.log(`| ${[name, ours.signals.length, ...counts, Math.round(durationMs)].join(' | ')} |`)
    if (ours.error !== null) console.log(`| ${name} is refused here: ${ours.error} |`)
    if (theirs.error !== null) console.log(`| ${name} fails in wfdb-python: ${theirs.error} |`)
    add(samples, ofSamples)
    add(annotations, ofAnnotations)
    add(records, { all: 1, different: isDifferent ? 1 : 0 })
    totalMs += durationMs
  }
}
wfdb.close()
console.log(`\nRead here in ${(totalMs / 1000).toFixed(1)} s, physical values not counted.`)
const tell = ({ all, different }: Differences, what: string) => `${different} of ${all} ${what}`
const told = [tell(samples, 'samples'), tell(annotations, 'annotations'), tell(records, 'records')]
console.log(`Differ: ${told.join(', ')}.`)
process.exitCode = records.different > 0 ? 1 : 0
