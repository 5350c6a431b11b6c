import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { connectEngine, type EngineClient } from '../electron/client/connectEngine.ts'
import { holdEngineLock, type EngineLock } from '../electron/store/engineLock.ts'
import { openStore } from '../electron/store/openStore.ts'
import { beatClasses } from '../electron/shared/beatClass.ts'
import type { Explanation } from '../electron/shared/explanation.ts'
import { published11 } from '../electron/shared/preset.ts'
import { endedStates, type Run } from '../electron/shared/run.ts'

/**
 * Makes the repository's `experiments.db`: the 11 published models, trained for real on the built-in sample with one
 * seed, with maps of a few test beats of each class. `npm run reference-study` (about 10 minutes on two cores).
 */
const studyName = 'Reference study: 11 models on the sample'
const target = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'experiments.db')
/** The run whose weights are kept: small, and the published study's own pick. */
const keptVariant = 'Model 11'
const mapsPerClass = { right: 2, wrong: 1 }
const mostBytes = 5_000_000

async function trainAll(client: EngineClient): Promise<Run[]> {
  const sample = (await client.invoke('dataset.list', {})).find((set) => set.provenance.source === 'sample')
  if (!sample) throw new Error('The engine made no sample data set.')
  await client.invoke('settings.update', { workers: availableParallelism() })
  const input = { name: studyName, dataSetId: sample.id, split: 'sample' as const, seeds: [1], variants: published11() }
  const study = await client.invoke('study.create', input)
  const ended = waitForRuns(client, input.variants.length)
  await client.invoke('study.launch', { id: study.id })
  await ended
  const runs = await client.invoke('run.list', { studyId: study.id })
  const unfinished = runs.filter((run) => run.state !== 'finished')
  if (unfinished.length > 0)
    throw new Error(unfinished.map((run) => `${run.variantName}: ${run.state}, ${run.reason}`).join('\n'))
  return runs
}

function waitForRuns(client: EngineClient, count: number): Promise<void> {
  const ended = new Set<number>()
  return new Promise((resolve, reject) => {
    client.onLost(() => reject(new Error('The engine ended.')))
    client.on('run.change', (run) => {
      if (!endedStates.includes(run.state) || ended.has(run.id)) return
      ended.add(run.id)
      console.error(
        `${run.variantName}: ${run.state}, ${run.epoch} epochs, test macro F1 ${run.testMacroF1?.toFixed(3) ?? '-'}`,
      )
      if (ended.size === count) resolve()
    })
  })
}

/** Test rows to map: of each class the first ones that the kept model gets right, and the first it gets wrong. */
async function chooseRows(client: EngineClient, runId: number): Promise<number[]> {
  const rows: number[] = []
  for (const label of beatClasses.keys()) {
    for (const [outcome, limit] of Object.entries(mapsPerClass) as ['right' | 'wrong', number][]) {
      const { beats } = await client.invoke('explain.beats', { runId, part: 'test', label, outcome, limit })
      rows.push(...beats.map((beat) => beat.row))
    }
  }
  return rows
}

/** Maps at the first and the last convolution, for the predicted class. */
async function explainAll(client: EngineClient, runs: readonly Run[], rows: readonly number[]): Promise<Explanation[]> {
  const maps: Explanation[] = []
  for (const run of runs) {
    for (const row of rows) {
      const first = await client.invoke('explain.map', { runId: run.id, part: 'test', row })
      maps.push(first)
      const layer = first.layers.at(-1)
      if (layer !== undefined && layer !== first.layer)
        maps.push(await client.invoke('explain.map', { runId: run.id, part: 'test', row, layer }))
    }
    console.error(`${run.variantName}: ${rows.length} beats explained`)
  }
  return maps
}

/** The engine has gone when its lock is free. */
async function waitForLock(databasePath: string): Promise<EngineLock> {
  for (;;) {
    const lock = holdEngineLock(databasePath)
    if (lock) return lock
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Writes the self-contained copy: all scores, curves and predicted classes, the maps, one model's weights. */
function writeReference(databasePath: string, runs: readonly Run[], maps: readonly Explanation[]): void {
  const store = openStore(databasePath)
  try {
    for (const map of maps) store.explanations.save(map)
    const kept = runs.find((run) => run.variantName === keptVariant)
    const weights = kept && store.runs.weights(kept.id)
    if (!weights) throw new Error(`${keptVariant} has no weights.`)
    store.exportSelfContained(target, { isReference: true, includes: (artifact) => artifact.sha256 === weights.sha256 })
  } finally {
    store.close()
  }
  const { size } = statSync(target)
  if (size > mostBytes) throw new Error(`${target} has ${size} bytes, more than ${mostBytes}.`)
  console.error(`Wrote ${target}, ${(size / 1e6).toFixed(1)} MB, ${maps.length} maps.`)
}

const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-reference-'))
try {
  const databasePath = path.join(folder, 'reference.db')
  const client = await connectEngine({ databasePath })
  const runs = await trainAll(client)
  const kept = runs.find((run) => run.variantName === keptVariant)
  if (!kept) throw new Error(`${keptVariant} was not trained.`)
  const maps = await explainAll(client, runs, await chooseRows(client, kept.id))
  await client.invoke('engine.shutdown', {})
  client.close()
  const lock = await waitForLock(databasePath)
  writeReference(databasePath, runs, maps)
  lock.release()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
