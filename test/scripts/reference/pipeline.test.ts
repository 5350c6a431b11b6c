import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plannedRuns } from '../../../scripts/reference/plannedRuns.ts'
import { mostBytes } from '../../../scripts/reference/write.ts'
import { connectEngine } from '../../../electron/client/connectEngine.ts'
import { openStore } from '../../../electron/store/openStore.ts'
import { copyReference } from '../../../electron/store/referenceCopy.ts'
import { writeCsvPair } from '../../support/csvPair.ts'
import { endEngine } from '../../support/endEngine.ts'
import { isAlive, testEngine, testFolder, until } from '../../support/testEngine.ts'
import { tinyPlan } from './tinyPlan.ts'

const program = path.join(import.meta.dirname, 'programs', 'tinyStudy.ts')
/** So many that a study is not over before it is ended. */
const epochs = 25
const plan = tinyPlan(epochs)

let folder: string
const file = (name: string) => path.join(folder, name)

/** The three stages as a process; `seen` ends when it has printed what matches. */
function start(stages = 'train,write,page') {
  const args = [program, file('working/x.db'), folder, String(epochs), file('reference.db'), file('page.md'), stages]
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  let stderr = ''
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, stderr })),
  )
  return { child, ended, seen: (pattern: RegExp) => until(() => pattern.test(stderr)) }
}

/** The engine of the working database, and what it has trained so far. */
async function look() {
  const client = await connectEngine({ databasePath: file('working/x.db') })
  const runs = await client.invoke('run.list', {})
  const logs = await Promise.all(runs.map(async ({ id }) => (await client.invoke('run.get', { id })).log))
  const { pid } = client.hello()
  client.close()
  return { runs, logs: logs.map((log) => log.map(({ text }) => text)), pid }
}

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beatbench-pipeline-'))
  writeCsvPair(folder, { train: 2400, test: 300 })
})

afterAll(async () => {
  await endEngine(file('working/x.db'))
  rmSync(folder, { recursive: true, force: true })
})

describe('the reference study, in small', () => {
  it('pauses at Ctrl-C, goes on, survives a kill of everything, goes on, and repeats nothing', async () => {
    const first = start()
    await first.seen(/epoch 2\//)
    first.child.kill('SIGINT')
    const { code, stderr } = await first.ended
    expect([code, stderr]).toEqual([1, expect.stringContaining('The same command goes on from there.')])
    const paused = await look()
    expect(paused.runs.some(({ state, epoch }) => state === 'paused' && epoch > 0)).toBe(true)
    expect(existsSync(file('reference.db'))).toBe(false)

    const second = start()
    await second.seen(/finished/)
    await second.seen(/seed \d {2}epoch 3\/25[^]*epoch 3\/25/)
    const { pid, logs } = await look()
    second.child.kill('SIGKILL')
    process.kill(pid, 'SIGKILL')
    const trainers = logs.flat().flatMap((text) => Number(/process (\d+)/.exec(text)?.[1] ?? 0) || [])
    await until(() => [pid, ...trainers].every((one) => !isAlive(one)))

    const third = await start().ended
    expect(third.stderr).toContain('Wrote')
    expect(third.code).toBe(0)
    const done = await look()
    const planned = Object.values(plan.studies).flatMap(({ variants }) => variants.flatMap(({ seeds }) => seeds))
    expect(done.runs.map(({ state, epoch }) => [state, epoch])).toEqual(planned.map(() => ['finished', epochs]))
    const epochsToldOf = (log: string[]) => log.flatMap((text) => /^Epoch (\d+):/.exec(text)?.[1] ?? [])
    for (const log of done.logs) {
      const told = epochsToldOf(log)
      expect(told).toEqual([...new Set(told)])
    }
    expect(done.logs.flat().some((text) => /goes on after epoch [1-9]/.test(text))).toBe(true)

    const again = await start('train').ended
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('0 runs queued, 5 there already')])
  }, 180_000)

  it('gives one file with all runs, the chosen weights, logits of first seeds and example beats', () => {
    expect(readdirSync(folder).filter((name) => name.startsWith('reference'))).toEqual(['reference.db'])
    expect(statSync(file('reference.db')).size).toBeLessThan(mostBytes)
    expect(readFileSync(file('reference.db')).includes(tmpdir())).toBe(false)
    const own = path.join(testFolder(), 'own.db')
    copyReference(file('reference.db'), own)
    const store = openStore(own)
    for (const { variant, planned, runs } of plannedRuns(store, plan)) {
      expect(variant.published).toEqual(planned.variant.published)
      runs.forEach(({ id, hasMaps }, index) => {
        const isFirst = index === 0
        const scored = (['validation', 'test'] as const).map((part) => store.evaluations.get(id, part))
        expect(scored.map((evaluation) => evaluation?.predicted.length)).toEqual([480, 300])
        // Equal trainings have equal files: Model 11 stands in two studies.
        expect(scored.every((evaluation) => (evaluation?.logitsSha256 ?? null) !== null)).toBe(isFirst)
        expect(store.runs.get(id).hasWeights).toBe(isFirst && ['Model 1', 'Model 11'].includes(variant.name))
        expect(hasMaps).toBe(isFirst)
      })
    }
    expect(store.dataSets.findByName(plan.dataSetName)).toMatchObject({ beats: 2700, beatsHere: 15 })
    // Of the built-in sample, which every engine makes anew from its own resources.
    const missing = store.files.listMissingFiles().map(({ kind }) => kind)
    expect(missing.sort()).toEqual(['beats', 'split'])
    store.close()
  })

  it('explains its example beats, right and wrong ones of each class, without the data set', async () => {
    const own = path.join(testFolder(), 'own.db')
    copyReference(file('reference.db'), own)
    const { engine } = testEngine({ store: openStore(own), withSample: true })
    const runs = (await engine.invoke('run.list', {})).filter(({ hasMaps }) => hasMaps)
    expect(runs).toHaveLength(6)
    for (const { id, hasWeights } of runs) {
      const { beats, counts } = await engine.invoke('explain.beats', { runId: id, part: 'test' })
      expect(counts).toMatchObject({ all: 15, notHere: 285 })
      expect([0, 1, 2, 3, 4].map((label) => beats.filter((beat) => beat.label === label).length)).toEqual([
        3, 3, 3, 3, 3,
      ])
      for (const { row, predicted } of beats) {
        const map = await engine.invoke('explain.map', { runId: id, part: 'test', row })
        expect(map).toMatchObject({ predicted, isStored: !hasWeights })
      }
    }
    expect((await engine.invoke('system.status', {})).warnings).toEqual([])
  })

  it('gives a page with every model and both figures', () => {
    const page = readFileSync(file('page.md'), 'utf8')
    for (const name of ['Model 1 ', 'Model 6 ', 'Model 11 ', 'CNN + LSTM ', 'Model 11, noise ']) {
      expect(page).toContain(`| ${name}`)
    }
    expect(page).toContain('1 of 1 runs have the very same validation loss')
    for (const [, link = ''] of page.matchAll(/\]\((page\/\w+\.svg)\)/g)) {
      expect(readFileSync(file(link), 'utf8')).toMatch(/^<svg [^]*<\/svg>\n$/)
    }
    expect(readdirSync(file('page')).sort()).toEqual(['effects.svg', 'scores.svg'])
  })
})
