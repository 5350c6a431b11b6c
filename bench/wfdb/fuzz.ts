import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readDamaged, wholeRecords } from '../../test/data/wfdb/damagedRecords.ts'
import type { Outcome } from '../../test/data/wfdb/damagedRecords.ts'

/**
 * Reads damaged WFDB records: headers, signal and annotation files of whole ones with bits flipped, parts cut, moved or
 * replaced, absurd numbers, names that lead elsewhere, noise.
 *
 *     node bench/wfdb/fuzz.ts [how many, by default 20000] [first seed, by default 1]
 *
 * Each must give a record or an error for people. Anything else ends the program with the seed, by which
 * `node bench/wfdb/fuzz.ts 1 SEED` repeats it.
 */
const count = Number(process.argv[2] ?? 20_000)
const firstSeed = Number(process.argv[3] ?? 1)
const folder = mkdtempSync(join(tmpdir(), 'beatbench-fuzz-'))
const records = wholeRecords()
const reasons = new Map<string, number>()
let read = 0
let slowest: Outcome | null = null
let mostMemory = 0
const started = performance.now()

process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
for (let seed = firstSeed; seed < firstSeed + count; seed++) {
  const outcome = await readDamaged(records, seed, join(folder, 'record')).catch((error: unknown) => {
    console.error(`seed ${seed}:`, error)
    process.exit(1)
  })
  if (count === 1) console.log(outcome)
  if (outcome.error) {
    const reason = tellReason(outcome.error.message)
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
  } else read++
  if (!slowest || outcome.durationMs > slowest.durationMs) slowest = outcome
  mostMemory = Math.max(mostMemory, process.memoryUsage.rss())
  if ((seed + 1 - firstSeed) % 5000 === 0) console.log(`${seed + 1 - firstSeed} of ${count}`)
}

/** A message without what differs from case to case. */
function tellReason(message: string): string {
  if (message.endsWith('it does not exist.')) return 'a file does not exist.'
  return message
    .replace(/^\S+\.(\w+)(, line \d+|, byte \d+)?:?/, '*.$1')
    .replace(/"(?:[^"\\]|\\.)*"/g, '"..."')
    .replace(/-?\d+/g, 'N')
}

console.log(`\nSeeds ${firstSeed} to ${firstSeed + count - 1}: ${read} records read, ${count - read} refused:\n`)
for (const [reason, times] of [...reasons].sort((a, b) => b[1] - a[1])) {
  console.log(`${String(times).padStart(7)}  ${reason}`)
}
const { seed, durationMs } = slowest!
console.log(
  `\nSlowest: ${Math.round(durationMs)} ms (seed ${seed}). Most memory: ${Math.round(mostMemory / 2 ** 20)} MiB.`,
)
console.log(`${count} in ${Math.round((performance.now() - started) / 1000)} s, each a record or an error for people.`)
