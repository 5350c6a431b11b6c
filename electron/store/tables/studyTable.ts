import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { AppError } from '../../shared/appError.ts'
import { splitKeySchema } from '../../shared/split.ts'
import { seedSchema, type Study } from '../../shared/study.ts'
import type { Deletion, Target } from '../deletion.ts'
import { parseColumn, timestamp } from '../json.ts'
import type { NewStudy, StudyTable, VariantTable } from '../store.ts'
import { firstFreeName, giveName, notFound, requireChange } from './names.ts'
import { tallyColumns, toTally, type TallyRow } from './tally.ts'

interface Row extends TallyRow {
  id: number
  name: string
  data_set_id: number
  data_set_name: string
  split: string
  seeds: string
  baseline_variant_id: number | null
  is_reference: number
  archived: number
  created_at: string
  variant_count: number
}

const seedsSchema = z.array(seedSchema)

const toStudy = (row: Row): Study => ({
  id: row.id,
  name: row.name,
  dataSetId: row.data_set_id,
  dataSetName: row.data_set_name,
  split: splitKeySchema.parse(row.split),
  seeds: parseColumn(seedsSchema, row.seeds),
  baselineVariantId: row.baseline_variant_id,
  archived: row.archived === 1,
  isReference: row.is_reference === 1,
  createdAt: row.created_at,
  variantCount: row.variant_count,
  runs: toTally(row),
})

const prepareStatements = (db: Database) => {
  const select = `SELECT studies.*, data_sets.name AS data_set_name, ${tallyColumns},
    (SELECT count(*) FROM variants WHERE variants.study_id = studies.id) AS variant_count
    FROM studies JOIN data_sets ON data_sets.id = studies.data_set_id
    LEFT JOIN variants ON variants.study_id = studies.id LEFT JOIN runs ON runs.variant_id = variants.id`
  const all = db.prepare<[], Row>(`${select} GROUP BY studies.id ORDER BY studies.id`)
  const one = db.prepare<[number], Row>(`${select} WHERE studies.id = ? GROUP BY studies.id`)
  const byName = db.prepare<[string], Row>(`${select} WHERE studies.name = ? GROUP BY studies.id`)
  const insertRow = db.prepare<[string, number, string, string, string]>(
    'INSERT INTO studies (name, data_set_id, split, seeds, created_at) VALUES (?, ?, ?, ?, ?)',
  )
  const hasSplit = db.prepare<[number, string]>('SELECT 1 FROM splits WHERE data_set_id = ? AND key = ?')
  const setName = db.prepare<[string, number]>('UPDATE studies SET name = ? WHERE id = ?')
  const setArchived = db.prepare<[number, number]>('UPDATE studies SET archived = ? WHERE id = ?')
  const writeSeeds = db.prepare<[string, number]>('UPDATE studies SET seeds = ? WHERE id = ?')
  const writeBaseline = db.prepare<[number, number]>('UPDATE studies SET baseline_variant_id = ? WHERE id = ?')
  const removeRow = db.prepare<[number]>('DELETE FROM studies WHERE id = ?')
  return { all, one, byName, insertRow, hasSplit, setName, setArchived, writeSeeds, writeBaseline, removeRow }
}

export function createStudyTable(db: Database, owners: { variants: VariantTable; deletion: Deletion }): StudyTable {
  const { variants, deletion } = owners
  const { all, one, byName, insertRow, hasSplit, setName, setArchived, writeSeeds, writeBaseline, removeRow } =
    prepareStatements(db)

  function get(id: number): Study {
    const row = one.get(id)
    if (!row) throw notFound('study', id)
    return toStudy(row)
  }

  function setBaseline(id: number, variantId: number): void {
    if (variants.get(variantId).studyId !== id) {
      throw new AppError('bad-input', `Variant ${variantId} is not of this study.`, 'Choose one of its variants.')
    }
    requireChange(writeBaseline.run(variantId, id).changes, 'study', id)
  }

  const insert = db.transaction((study: NewStudy): Study => {
    if (!hasSplit.get(study.dataSetId, study.split)) {
      throw new AppError('not-found', `The data set has no split "${study.split}".`, 'Choose one of its own splits.')
    }
    const { lastInsertRowid } = giveName('study', study.name, () =>
      insertRow.run(study.name, study.dataSetId, study.split, JSON.stringify(study.seeds), timestamp()),
    )
    const id = Number(lastInsertRowid)
    const inserted = study.variants.map((variant) => variants.insert(id, variant))
    const baseline = inserted[study.baseline ?? 0]
    if (baseline) setBaseline(id, baseline.id)
    else if (study.baseline !== undefined) throw new AppError('bad-input', 'The baseline is not among the variants.')
    return get(id)
  })

  function target(id: number): Target {
    const { name } = get(id)
    return { noun: 'study', id, name, runsWhere: 'variants.study_id = ?', removeRows: () => removeRow.run(id) }
  }

  return {
    list: () => all.all().map(toStudy),
    get,
    findByName(name) {
      const row = byName.get(name)
      return row ? toStudy(row) : null
    },
    freeName: (name) => firstFreeName(name, (candidate) => byName.get(candidate) !== undefined),
    insert: (study) => insert(study),
    rename: (id, name) => requireChange(giveName('study', name, () => setName.run(name, id)).changes, 'study', id),
    archive: (id, archived) => requireChange(setArchived.run(Number(archived), id).changes, 'study', id),
    setSeeds: (id, seeds) => requireChange(writeSeeds.run(JSON.stringify(seeds), id).changes, 'study', id),
    setBaseline,
    planDelete: (id) => deletion.plan(target(id)),
    delete: (id) => deletion.execute(target(id)),
  }
}
