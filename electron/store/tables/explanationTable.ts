import type { Database } from 'better-sqlite3'
import { explanationSchema, type Explanation } from '../../shared/explanation.ts'
import { parseColumn } from '../json.ts'
import type { ExplanationTable } from '../store.ts'

interface Row {
  run_id: number
  body: string
  samples: Buffer
  map: Buffer
}

/** What is in the JSON; the two series are float32 beside it, a third of their size as text. */
const bodySchema = explanationSchema.omit({ runId: true, samples: true, map: true, isStored: true })

const toFloats = (values: readonly number[]): Buffer => Buffer.from(Float32Array.from(values).buffer)
// The bytes are copied since a row's buffer need not begin at a multiple of four.
const fromFloats = (bytes: Buffer): number[] => [...new Float32Array(Uint8Array.from(bytes).buffer)]

const toExplanation = (row: Row): Explanation => ({
  ...parseColumn(bodySchema, row.body),
  runId: row.run_id,
  samples: fromFloats(row.samples),
  map: fromFloats(row.map),
  isStored: true,
})

/** Explanations, and how a retried run loses its own. */
export interface OwnedExplanations extends ExplanationTable {
  removeAll(runId: number): void
}

export function createExplanationTable(db: Database): OwnedExplanations {
  const columns = 'run_id, body, samples, map'
  const one = db.prepare<[number, string, number, string | null, number | null], Row>(
    `SELECT ${columns} FROM explanations WHERE run_id = ? AND part = ? AND row = ?
       AND layer = coalesce(?, body ->> '$.layers[0]') AND target_class = coalesce(?, body ->> '$.predicted')
     ORDER BY id LIMIT 1`,
  )
  const put = db.prepare(
    `INSERT INTO explanations (run_id, part, row, method, layer, target_class, body, samples, map)
     VALUES (@runId, @part, @row, @method, @layer, @targetClass, @body, @samples, @map)
     ON CONFLICT DO UPDATE SET body = excluded.body, samples = excluded.samples, map = excluded.map`,
  )
  const layers = db.prepare<[number, string, number, number], { layer: string }>(
    'SELECT layer FROM explanations WHERE run_id = ? AND part = ? AND row = ? AND target_class = ?',
  )
  const rows = db.prepare<[number, string], { row: number }>(
    'SELECT DISTINCT row FROM explanations WHERE run_id = ? AND part = ? ORDER BY row',
  )
  const all = db.prepare<[number, string], Row>(
    `SELECT ${columns} FROM explanations WHERE run_id = ? AND part = ? ORDER BY row, id`,
  )
  const remove = db.prepare<[number]>('DELETE FROM explanations WHERE run_id = ?')

  return {
    find({ runId, part, row, layer, targetClass }) {
      const found = one.get(runId, part, row, layer ?? null, targetClass ?? null)
      return found ? toExplanation(found) : null
    },
    save(explanation) {
      const { runId, part, row, method, layer, targetClass, samples, map } = explanation
      const body = JSON.stringify(bodySchema.parse(explanation))
      put.run({ runId, part, row, method, layer, targetClass, body, samples: toFloats(samples), map: toFloats(map) })
    },
    layers: (map) => {
      const stored = layers.all(map.runId, map.part, map.row, map.targetClass).map(({ layer }) => layer)
      return map.layers.filter((layer) => stored.includes(layer))
    },
    rows: (runId, part) => rows.all(runId, part).map(({ row }) => row),
    list: (runId, part) => all.all(runId, part).map(toExplanation),
    removeAll: (runId) => void remove.run(runId),
  }
}
