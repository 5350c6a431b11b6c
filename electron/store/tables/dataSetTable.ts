import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { AppError } from '../../shared/appError.ts'
import { provenanceSchema, recordCountsSchema, type DataSet } from '../../shared/dataSet.ts'
import { classCountsSchema, type SplitSummary } from '../../shared/split.ts'
import type { Deletion, Target } from '../deletion.ts'
import { parseColumn, timestamp } from '../json.ts'
import type { DataSetTable, NewDataSet } from '../store.ts'
import type { OwnedArtifacts } from './artifactTable.ts'
import { firstFreeName, giveName, notFound, requireChange } from './names.ts'
import type { OwnedSplits } from './splitTable.ts'

interface Row {
  id: number
  name: string
  beats: number
  beat_length: number
  sample_rate_hz: number
  class_counts: string
  provenance: string
  records: string
  sha256: string
  archived: number
  created_at: string
  bytes: number
  study_count: number
  excerpt_sha256: string | null
  excerpt_beats: number | null
}

interface Owners {
  artifacts: OwnedArtifacts
  splits: OwnedSplits
  deletion: Deletion
}

const recordsSchema = z.array(recordCountsSchema)

const toDataSet = (row: Row, isHere: boolean, splits: SplitSummary[]): DataSet => {
  const provenance = parseColumn(provenanceSchema, row.provenance)
  return {
    id: row.id,
    name: row.name,
    beats: row.beats,
    beatLength: row.beat_length,
    sampleRateHz: row.sample_rate_hz,
    amplitude: provenance.amplitude ?? 'unit',
    classCounts: parseColumn(classCountsSchema, row.class_counts),
    sha256: row.sha256,
    bytes: row.bytes,
    beatsHere: isHere ? row.beats : (row.excerpt_beats ?? 0),
    provenance,
    records: parseColumn(recordsSchema, row.records),
    splits,
    archived: row.archived === 1,
    createdAt: row.created_at,
    studyCount: row.study_count,
  }
}

const prepareStatements = (db: Database) => {
  const select = `SELECT data_sets.*, artifacts.bytes,
    (SELECT count(*) FROM studies WHERE studies.data_set_id = data_sets.id) AS study_count
    FROM data_sets JOIN artifacts USING (sha256)`
  const all = db.prepare<[], Row>(`${select} ORDER BY data_sets.id`)
  const one = db.prepare<[number], Row>(`${select} WHERE data_sets.id = ?`)
  const byName = db.prepare<[string], Row>(`${select} WHERE data_sets.name = ?`)
  const insertRow = db.prepare(
    `INSERT INTO data_sets (name, beats, beat_length, sample_rate_hz, class_counts, provenance, records, sha256, created_at)
     VALUES (@name, @beats, @beatLength, @sampleRateHz, @classCounts, @provenance, @records, @sha256, @createdAt)`,
  )
  const setName = db.prepare<[string, number]>('UPDATE data_sets SET name = ? WHERE id = ?')
  const setArchived = db.prepare<[number, number]>('UPDATE data_sets SET archived = ? WHERE id = ?')
  const removeRow = db.prepare<[number]>('DELETE FROM data_sets WHERE id = ?')
  const users = db.prepare<[number], { name: string }>('SELECT name FROM studies WHERE data_set_id = ? ORDER BY id')
  return { all, one, byName, insertRow, setName, setArchived, removeRow, users }
}

export function createDataSetTable(db: Database, { artifacts, splits, deletion }: Owners): DataSetTable {
  const { all, one, byName, insertRow, setName, setArchived, removeRow, users } = prepareStatements(db)

  const read = (row: Row): DataSet => toDataSet(row, artifacts.has(row.sha256), splits.list(row.id))

  function get(id: number): DataSet {
    const row = one.get(id)
    if (!row) throw notFound('data set', id)
    return read(row)
  }

  const insert = db.transaction((dataSet: NewDataSet): DataSet => {
    const { name, beats, beatLength, sampleRateHz, file } = dataSet
    artifacts.add(file)
    const { lastInsertRowid } = giveName('data set', name, () =>
      insertRow.run({
        name,
        beats,
        beatLength,
        sampleRateHz,
        classCounts: JSON.stringify(dataSet.classCounts),
        provenance: JSON.stringify(dataSet.provenance),
        records: JSON.stringify(dataSet.records),
        sha256: file.sha256,
        createdAt: timestamp(),
      }),
    )
    const id = Number(lastInsertRowid)
    splits.add(id, dataSet.splits)
    return get(id)
  })

  function target(id: number): Target {
    const { name } = get(id)
    const studies = users.all(id).map((study) => `"${study.name}"`)
    if (studies.length > 0) {
      throw new AppError(
        'conflict',
        `The data set "${name}" is used by ${studies.length === 1 ? 'the study' : 'the studies'} ${studies.join(', ')}.`,
        'Delete those first, or archive the data set.',
      )
    }
    return { noun: 'dataset', id, name, runsWhere: null, removeRows: () => removeRow.run(id) }
  }

  return {
    list: () => all.all().map(read),
    get,
    findByName(name) {
      const row = byName.get(name)
      return row ? read(row) : null
    },
    freeName: (name) => firstFreeName(name, (candidate) => byName.get(candidate) !== undefined),
    insert: (dataSet) => insert(dataSet),
    rename: (id, name) =>
      requireChange(giveName('data set', name, () => setName.run(name, id)).changes, 'data set', id),
    archive: (id, archived) => requireChange(setArchived.run(Number(archived), id).changes, 'data set', id),
    excerpt: (id) => one.get(id)?.excerpt_sha256 ?? null,
    planDelete: (id) => deletion.plan(target(id)),
    delete: (id) => deletion.execute(target(id)),
  }
}
