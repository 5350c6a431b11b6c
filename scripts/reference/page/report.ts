import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { readStudyTable } from '../../../electron/engine/commands/readStudyTable.ts'
import { AppError } from '../../../electron/shared/appError.ts'
import type { DataSet } from '../../../electron/shared/dataSet.ts'
import type { RunDetail } from '../../../electron/shared/run.ts'
import type { SplitSummary } from '../../../electron/shared/split.ts'
import type { Variant } from '../../../electron/shared/study.ts'
import type { StudyTable, TableRow } from '../../../electron/shared/studyTable.ts'
import { openStore } from '../../../electron/store/openStore.ts'
import { copyReference } from '../../../electron/store/referenceCopy.ts'
import type { Store } from '../../../electron/store/store.ts'
import type { ReferencePlan } from '../plan.ts'

/** A study as the page tells of it: the product's own tables, and its finished runs. */
export interface StudyReport {
  validation: StudyTable
  test: StudyTable
  runs: RunDetail[]
  /** Of its variants. */
  designs: Pick<Variant, 'id' | 'architecture' | 'recipe'>[]
}

export interface Report extends Record<keyof ReferencePlan['studies'], StudyReport> {
  dataSet: DataSet
  split: SplitSummary
}

/**
 * Reads a reference database, of which a copy is opened.
 * @throws AppError `not-found` where it has not all studies of the plan.
 */
export function readReport(databasePath: string, plan: ReferencePlan): Report {
  const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-page-'))
  try {
    const copy = path.join(folder, 'copy.db')
    copyReference(databasePath, copy)
    const store = openStore(copy)
    try {
      return reportOf(store, plan)
    } finally {
      store.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function reportOf(store: Store, { studies, dataSetName }: ReferencePlan): Report {
  const dataSet = store.dataSets.findByName(dataSetName)
  if (!dataSet) throw new AppError('not-found', `The database has no data set “${dataSetName}”.`)
  const read = (name: string) => studyReport(store, name)
  return {
    cnns: read(studies.cnns.name),
    cnnLstm: read(studies.cnnLstm.name),
    augmentation: read(studies.augmentation.name),
    dataSet,
    split: store.splits.get(dataSet.id, 'published').summary,
  }
}

function studyReport(store: Store, name: string): StudyReport {
  const study = store.studies.findByName(name)
  if (!study) throw new AppError('not-found', `The database has no study “${name}”.`)
  const runs = store.runs.list({ studyId: study.id, states: ['finished'] }).map(({ id }) => store.runs.detail(id))
  const beatbench = [...new Set(runs.flatMap(({ environment }) => environment?.beatbench ?? []))].join(', ')
  return {
    validation: readStudyTable(store, study.id, 'validation', beatbench),
    test: readStudyTable(store, study.id, 'test', beatbench),
    runs,
    designs: store.variants.list(study.id),
  }
}

/** The row of a variant. @throws RangeError where the table has none. */
export function rowOf(table: StudyTable, name: string): TableRow {
  const row = table.rows.find((candidate) => candidate.name === name)
  if (!row) throw new RangeError(`The table has no variant ${name}.`)
  return row
}

/** Macro F1 of each seed of a row. */
export function macroF1Of(row: TableRow): { seed: number; value: number }[] {
  return row.runs.map(({ seed, scores }) => ({ seed, value: scores.macroF1 }))
}
