import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { referencePlan } from '../../../scripts/reference/plan.ts'
import { plannedRuns } from '../../../scripts/reference/plannedRuns.ts'
import { readReport } from '../../../scripts/reference/page/report.ts'
import { pageOf } from '../../../scripts/reference/page/writePage.ts'
import { mostBytes } from '../../../scripts/reference/write.ts'
import { createBeatLibrary } from '../../../electron/engine/beatLibrary.ts'
import { schemaVersion } from '../../../electron/store/migrate.ts'
import { openStore } from '../../../electron/store/openStore.ts'
import { copyReference } from '../../../electron/store/referenceCopy.ts'
import type { Store } from '../../../electron/store/store.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const root = path.join(import.meta.dirname, '..', '..', '..')
const reference = path.join(root, 'experiments.db')
const page = path.join(root, 'docs', 'published-study.md')

function openReference(): Store {
  const copy = path.join(temporaryFolder(), 'own.db')
  copyReference(reference, copy)
  const store = openStore(copy)
  onTestFinished(() => store.close())
  return store
}

describe("the repository's experiments.db", () => {
  it('is no larger than it may be, and of the newest schema, so that a first start need not rewrite it', () => {
    expect(statSync(reference).size).toBeLessThanOrEqual(mostBytes)
    const db = new Database(reference, { readonly: true })
    onTestFinished(() => void db.close())
    expect(db.pragma('user_version', { simple: true })).toBe(schemaVersion)
  })

  it('holds what the plan names: every run with curve and predictions, first seeds with logits, maps and weights', () => {
    const store = openReference()
    const library = createBeatLibrary(store)
    for (const { planned, variant, runs } of plannedRuns(store, referencePlan)) {
      runs.forEach(({ id, hasWeights, hasMaps }, index) => {
        const isFirst = index === 0
        const { curve, environment } = store.runs.detail(id)
        expect(curve.length, variant.name).toBeGreaterThan(0)
        expect(environment?.cpu, variant.name).toBeTruthy()
        for (const [part, beats] of [['validation', 17_511] as const, ['test', 21_892] as const]) {
          const evaluation = store.evaluations.get(id, part)
          expect(evaluation?.predicted.length, variant.name).toBe(beats)
          if (isFirst) expect(library.logits(evaluation?.logitsSha256 ?? null)?.length, variant.name).toBe(beats * 5)
        }
        if (isFirst && planned.keepsWeights) expect(hasWeights, variant.name).toBe(true)
        if (isFirst) expect(hasMaps, variant.name).toBe(true)
      })
    }
  })

  it('has ten beats of each class to explain, with their licence', () => {
    const store = openReference()
    const dataSet = store.dataSets.findByName(referencePlan.dataSetName)
    const { kept = new Uint32Array(), labels, metadata } = createBeatLibrary(store).beats(dataSet?.id ?? 0)
    const ofClass = (label: number) => kept.filter((row) => labels[row] === label).length
    expect([0, 1, 2, 3, 4].map(ofClass)).toEqual([10, 10, 10, 10, 10])
    expect(metadata.licence).toContain('ODC-By')
    expect(metadata.attribution).toContain('MIT-BIH')
  })

  it('is what the docs page says', async () => {
    const { markdown, figures } = await pageOf(readReport(reference, referencePlan), 'published-study')
    expect(readFileSync(page, 'utf8')).toBe(markdown)
    for (const [name, svg] of Object.entries(figures)) {
      const figure = path.join(root, 'docs', 'published-study', name)
      expect(existsSync(figure) && readFileSync(figure, 'utf8'), name).toBe(svg)
    }
  })
})
