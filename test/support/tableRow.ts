import type { Scores } from '../../electron/shared/run.ts'
import type { Mean, TableRow } from '../../electron/shared/studyTable.ts'

export function mean(value: number, interval: [number, number] | null = null): Mean {
  return { n: interval ? 3 : 1, mean: value, sd: interval ? 0.01 : null, interval }
}

export function scores(macroF1: number): Scores {
  const confusion = [0, 1, 2, 3, 4].map((k) => [0, 1, 2, 3, 4].map((p) => (p === k ? 10 : 0)))
  return {
    part: 'test',
    beats: 50,
    loss: 0.1,
    confusion,
    accuracy: 1,
    macroF1,
    weightedF1: 1,
    classF1: [1, 1, 1, 1, 1],
    looks: 0,
    timesScored: 1,
  }
}

/** A row of the study table with the given fields over plain ones. */
export function tableRow(fields: Partial<TableRow> & { name: string }): TableRow {
  return {
    variantId: fields.position ?? 1,
    isBaseline: false,
    position: 0,
    depth: 1,
    filters: [32],
    kernelSizes: [3],
    recurrent: [],
    parameters: 1000,
    macs: 1000,
    headline: fields.macroF1 ?? null,
    macroF1: null,
    weightedF1: null,
    accuracy: null,
    classF1: null,
    difference: null,
    published: null,
    runs: [],
    imported: [],
    unfinished: 0,
    ...fields,
  }
}
