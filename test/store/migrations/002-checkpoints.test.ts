import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { architectureSchema, publishedBlock, publishedHead } from '../../../electron/shared/architecture.ts'
import { publishedRecipe, recipeSchema } from '../../../electron/shared/recipe.ts'
import { checkIntegrity } from '../../../electron/store/migrate.ts'
import { first } from '../../../electron/store/migrations/001-first.ts'
import { second } from '../../../electron/store/migrations/002-checkpoints.ts'
import { openDatabase, openStore } from '../../../electron/store/openStore.ts'
import { canonicalHash } from '../../../electron/store/tables/variantTable.ts'
import { temporaryFolder } from '../temporaryStore.ts'

const fixture = fileURLToPath(new URL('../../fixtures/store/schema-1.db', import.meta.url))

type Rows = Record<string, unknown>[]

/** A copy of the reference study as schema 1 had it, and all rows of it. */
function oldReference(): { path: string; rowsBefore: Record<string, Rows> } {
  const path = join(temporaryFolder(), 'experiments.db')
  copyFileSync(fixture, path)
  const db = new Database(path, { readonly: true })
  const rowsBefore = rowsOf(db)
  db.close()
  return { path, rowsBefore }
}

function rowsOf(db: Database.Database): Record<string, Rows> {
  const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
  const names = (tables as { name: string }[]).map(({ name }) => name)
  return Object.fromEntries(names.map((name) => [name, db.prepare(`SELECT * FROM ${name}`).all() as Rows]))
}

describe('a database of schema 1', () => {
  it('keeps every row of every table, with backup, sound references and triggers', () => {
    const { path, rowsBefore } = oldReference()
    const db = openDatabase(path, [first, second])
    onTestFinished(() => void db.close())
    expect(db.pragma('user_version', { simple: true })).toBe(2)
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok')
    expect(db.pragma('foreign_key_check')).toEqual([])
    checkIntegrity(`${path}.schema-1.backup`)
    const rowsAfter = rowsOf(db)
    for (const [table, rows] of Object.entries(rowsBefore)) {
      expect(rows.length, table).toBeGreaterThan(table === 'settings' ? -1 : 0)
      if (table === 'variants') continue
      expect(rowsAfter[table], table).toMatchObject(rows)
      expect(rowsAfter[table], table).toHaveLength(rows.length)
    }
    expect(rowsAfter['runs']?.[0]).toMatchObject({
      until: null,
      pause_requested: 0,
      has_diverged: 0,
      earlier_ms: 0,
      imported_from: null,
      initial_weights_sha256: null,
      extension: null,
    })
    expect([rowsAfter['checkpoints'], rowsAfter['repetitions']]).toEqual([[], []])
    expect(() => db.exec('DELETE FROM journal')).toThrow(/append-only/)
    db.exec("INSERT INTO artifacts VALUES (hex(zeroblob(32)), 'checkpoint', 1, 'now', NULL)")
    expect(() => db.exec("INSERT INTO artifacts VALUES (hex(randomblob(32)), 'other', 1, 'now', NULL)")).toThrow(
      /CHECK/,
    )
    // The rebuilt table is still the one that others refer to.
    expect(() => db.exec("UPDATE runs SET weights_sha256 = 'nowhere'")).toThrow(/FOREIGN KEY/)
    expect(() => db.exec("DELETE FROM artifacts WHERE kind = 'beats'")).toThrow(/FOREIGN KEY/)
  })

  it('has its variants in the new nouns, under the hashes of those', () => {
    const { path, rowsBefore } = oldReference()
    const store = openStore(path)
    onTestFinished(() => store.close())
    const variants = store.variants.list(1)
    expect(variants.map(({ name }) => name)).toEqual(['Model 1', 'Model 11'])
    const blocks = [[publishedBlock(32)], Array.from({ length: 5 }, () => publishedBlock(32))]
    variants.forEach((variant, index) => {
      const architecture = { blocks: blocks[index] ?? [], recurrent: [], head: publishedHead() }
      expect(variant.architecture).toEqual(architecture)
      expect(variant.recipe).toEqual(publishedRecipe())
      expect(variant.architectureHash).toBe(canonicalHash(architecture))
      expect(variant.recipeHash).toBe(canonicalHash(publishedRecipe()))
      expect(variant.architectureHash).not.toBe(rowsBefore['variants']?.[index]?.['architecture_hash'])
    })
    expect(variants[1]?.published).toEqual({
      metric: 'macro-f1',
      value: 0.92,
      source: 'SC4001 student project on ECG beats (GitHub HersheyZinc/SC4001_NN), table of 11 CNNs',
      caveat: 'one seed, macro F1 on the validation part, patients in both parts',
    })
  })

  it('is read with its scores, curves, weights and maps', () => {
    const { path, rowsBefore } = oldReference()
    const store = openStore(path)
    onTestFinished(() => store.close())
    const run = store.runs.detail(11)
    expect(run).toMatchObject({
      state: 'finished',
      epoch: 14,
      epochs: 20,
      bestEpoch: 11,
      hasWeights: true,
      hasCheckpoint: false,
      isImported: false,
      repetitions: [],
    })
    expect(run.curve).toHaveLength(14)
    expect(run.testMacroF1).toBeGreaterThan(0.5)
    expect(store.files.readArtifact(store.runs.weights(11)?.sha256 ?? '')).toHaveLength(140_524)
    const [map] = store.explanations.list(11, 'test')
    expect(map).toMatchObject({ layer: 'block1.conv', cellStart: 0, row: rowsBefore['explanations']?.[1]?.['row'] })
    expect(store.evaluations.listEvaluations(1, 'test')).toHaveLength(2)
    expect(() => store.runs.extend(11, 30)).toThrow(/no checkpoint/)
  })
})

describe('variants of schema 1 that the reference study has not', () => {
  /** Any block, head and recipe that schema 1 allowed. */
  const architecture = {
    blocks: [
      {
        filters: 8,
        kernelSize: 5,
        dilation: 2,
        batchNorm: false,
        activation: 'none',
        pooling: { type: 'none' },
        dropout: 0.25,
      },
      {
        filters: 8,
        kernelSize: 3,
        dilation: 1,
        batchNorm: true,
        activation: 'relu',
        pooling: { type: 'max', size: 1 },
        dropout: 0,
      },
    ],
    head: { reduce: 'global-average', dense: [], dropout: 0.5 },
  }
  const recipe = {
    optimiser: { name: 'adam', learningRate: 0.01, beta1: 0.8, beta2: 0.9, epsilon: 1e-7, weightDecay: 0 },
    batchSize: 32,
    epochs: 3,
    earlyStopping: null,
    finalWeights: 'best',
    classWeights: [1, 2, 3, 4, 5],
    initialisation: 'pytorch',
  }

  it('become what today reads, with nothing lost', () => {
    const path = join(temporaryFolder(), 'experiments.db')
    const old = openDatabase(path, [first])
    old.exec(`
      INSERT INTO artifacts VALUES ('${'a'.repeat(64)}', 'beats', 1, 'now', NULL), ('${'b'.repeat(64)}', 'split', 1, 'now', x'00');
      INSERT INTO data_sets VALUES (1, 'd', 1, 187, 125, '[]', '{}', '[]', '${'a'.repeat(64)}', 0, 'now');
      INSERT INTO splits VALUES (1, 'published', 0, '{}', '${'b'.repeat(64)}');
      INSERT INTO studies VALUES (1, 's', 1, 'published', '[1]', NULL, 0, 0, 'now')`)
    const insert = old.prepare("INSERT INTO variants VALUES (?, 1, 0, 'v', ?, ?, 'old', 'old', NULL, 0, 'now')")
    insert.run(7, JSON.stringify(architecture), JSON.stringify(recipe))
    old.exec(`INSERT INTO runs (id, variant_id, seed, state, position, created_at) VALUES (5, 7, 1, 'interrupted', 0, 'now');
      INSERT INTO epochs VALUES (5, 1, 1, 1, 1, 1, 1, 1, 1)`)
    old.close()

    const db = openDatabase(path, [first, second])
    onTestFinished(() => void db.close())
    const row = db.prepare('SELECT * FROM variants').get() as Record<string, string | null>
    const read = {
      architecture: JSON.parse(row['architecture'] ?? '') as unknown,
      recipe: JSON.parse(row['recipe'] ?? '') as unknown,
    }
    expect(read.architecture).toEqual({
      blocks: [
        {
          filters: 8,
          kernelSize: 5,
          dilation: 2,
          stride: 1,
          padding: 'same',
          bias: true,
          normalisation: 'none',
          join: null,
          activation: 'none',
          pooling: { type: 'none' },
          dropout: 0.25,
        },
        {
          filters: 8,
          kernelSize: 3,
          dilation: 1,
          stride: 1,
          padding: 'same',
          bias: true,
          normalisation: 'batch',
          join: null,
          activation: 'relu',
          pooling: { type: 'max', size: 1, stride: 1 },
          dropout: 0,
        },
      ],
      recurrent: [],
      head: { reduce: 'global-average', dense: [], activation: 'relu', dropout: 0.5 },
    })
    expect(read.recipe).toMatchObject(recipe)
    expect(architectureSchema.parse(read.architecture)).toEqual(read.architecture)
    expect(recipeSchema.parse(read.recipe)).toEqual(read.recipe)
    expect(row['architecture_hash']).toBe(canonicalHash(read.architecture))
    expect(row['recipe_hash']).toBe(canonicalHash(read.recipe))
    expect(row['published']).toBeNull()
    expect(db.prepare('SELECT id, state FROM runs').all()).toEqual([{ id: 5, state: 'interrupted' }])
    expect(db.prepare('SELECT count(*) AS n FROM epochs').get()).toEqual({ n: 1 })
    expect(db.prepare("SELECT content FROM artifacts WHERE kind = 'split'").get()).toEqual({ content: Buffer.of(0) })
  })
})
