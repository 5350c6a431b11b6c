import type { Database } from 'better-sqlite3'
import { z } from 'zod'
import { AppError } from '../../shared/appError.ts'
import { architectureSchema, canonicalJson } from '../../shared/architecture.ts'
import { recipeSchema } from '../../shared/recipe.ts'
import { publishedScoreSchema, type NewVariant, type PublishedScore, type Variant } from '../../shared/study.ts'
import type { Deletion, Target } from '../deletion.ts'
import { sha256Of } from '../hash.ts'
import { parseColumn, timestamp } from '../json.ts'
import type { VariantChange, VariantTable } from '../store.ts'
import { notFound } from './names.ts'
import { tallyColumns, toTally, type TallyRow } from './tally.ts'

interface Row extends TallyRow {
  id: number
  study_id: number
  position: number
  name: string
  architecture: string
  recipe: string
  architecture_hash: string
  recipe_hash: string
  published: string | null
  archived: number
}

/** Equal designs or recipes have equal hashes, whatever the order of their keys. */
export function canonicalHash(value: unknown): string {
  return sha256Of(canonicalJson(value))
}

/** A published score with the design and recipe that it was put in with. */
const storedPublishedSchema = publishedScoreSchema.extend({ architectureHash: z.string(), recipeHash: z.string() })

/**
 * A variant whose design was edited does not show the published score, and shows it again when the edit is undone; one
 * whose recipe was edited says so.
 */
function publishedOf(row: Row): PublishedScore | null {
  if (row.published === null) return null
  const { architectureHash, recipeHash, ...published } = parseColumn(storedPublishedSchema, row.published)
  if (architectureHash !== row.architecture_hash) return null
  if (recipeHash === row.recipe_hash) return published
  return { ...published, caveat: [published.caveat, 'trained here with another recipe'].filter(Boolean).join('; ') }
}

const toVariant = (row: Row): Variant => ({
  id: row.id,
  studyId: row.study_id,
  position: row.position,
  name: row.name,
  architecture: parseColumn(architectureSchema, row.architecture),
  recipe: parseColumn(recipeSchema, row.recipe),
  architectureHash: row.architecture_hash,
  recipeHash: row.recipe_hash,
  published: publishedOf(row),
  archived: row.archived === 1,
  runs: toTally(row),
})

/** The columns that a variant's content fills. What is left out is filled in first, so that equal designs are equal. */
function contentOf(variant: Pick<NewVariant, 'name' | 'architecture' | 'recipe'>) {
  const architecture = architectureSchema.parse(variant.architecture)
  const recipe = recipeSchema.parse(variant.recipe)
  return {
    name: variant.name,
    architecture: JSON.stringify(architecture),
    recipe: JSON.stringify(recipe),
    architectureHash: canonicalHash(architecture),
    recipeHash: canonicalHash(recipe),
  }
}

const prepareStatements = (db: Database) => {
  const select = `SELECT variants.*, ${tallyColumns} FROM variants LEFT JOIN runs ON runs.variant_id = variants.id`
  const ofStudy = db.prepare<[number], Row>(
    `${select} WHERE variants.study_id = ? GROUP BY variants.id ORDER BY variants.position, variants.id`,
  )
  const one = db.prepare<[number], Row>(`${select} WHERE variants.id = ? GROUP BY variants.id`)
  const insertRow = db.prepare(
    `INSERT INTO variants (study_id, position, name, architecture, recipe, architecture_hash, recipe_hash, published, created_at)
     VALUES (@studyId, (SELECT coalesce(max(position) + 1, 0) FROM variants WHERE study_id = @studyId),
       @name, @architecture, @recipe, @architectureHash, @recipeHash, @published, @createdAt)`,
  )
  const firstIsBaseline = db.prepare<[number, number]>(
    'UPDATE studies SET baseline_variant_id = ? WHERE id = ? AND baseline_variant_id IS NULL',
  )
  const updateRow = db.prepare(
    `UPDATE variants SET name = @name, architecture = @architecture, recipe = @recipe,
       architecture_hash = @architectureHash, recipe_hash = @recipeHash, archived = @archived WHERE id = @id`,
  )
  const setPosition = db.prepare<[number, number]>('UPDATE variants SET position = ? WHERE id = ?')
  const hasRuns = db.prepare<[number]>('SELECT 1 FROM runs WHERE variant_id = ? LIMIT 1')
  const studyExists = db.prepare<[number]>('SELECT 1 FROM studies WHERE id = ?')
  const removeRow = db.prepare<[number]>('DELETE FROM variants WHERE id = ?')
  return { ofStudy, one, insertRow, firstIsBaseline, updateRow, setPosition, hasRuns, studyExists, removeRow }
}

export function createVariantTable(db: Database, { deletion }: { deletion: Deletion }): VariantTable {
  const { ofStudy, one, insertRow, firstIsBaseline, updateRow, setPosition, hasRuns, studyExists, removeRow } =
    prepareStatements(db)

  function get(id: number): Variant {
    const row = one.get(id)
    if (!row) throw notFound('variant', id)
    return toVariant(row)
  }

  const insert = db.transaction((studyId: number, variant: NewVariant): Variant => {
    if (!studyExists.get(studyId)) throw notFound('study', studyId)
    const content = contentOf(variant)
    const { architectureHash, recipeHash } = content
    const published = variant.published && JSON.stringify({ ...variant.published, architectureHash, recipeHash })
    const row = { studyId, ...content, published, createdAt: timestamp() }
    const id = Number(insertRow.run(row).lastInsertRowid)
    firstIsBaseline.run(id, studyId)
    return get(id)
  })

  const update = db.transaction((id: number, change: VariantChange): Variant => {
    const old = get(id)
    const content = contentOf({
      name: change.name ?? old.name,
      architecture: change.architecture ?? old.architecture,
      recipe: change.recipe ?? old.recipe,
    })
    const isSameWork = content.architectureHash === old.architectureHash && content.recipeHash === old.recipeHash
    if (!isSameWork && hasRuns.get(id)) {
      throw new AppError(
        'conflict',
        `"${old.name}" has runs: its design and recipe belong to their scores.`,
        'Duplicate the variant and change the copy.',
      )
    }
    updateRow.run({ id, ...content, archived: Number(change.archived ?? old.archived) })
    return get(id)
  })

  const reorder = db.transaction((studyId: number, variantIds: number[]): void => {
    const there = new Set(ofStudy.all(studyId).map(({ id }) => id))
    if (there.size !== variantIds.length || !variantIds.every((id) => there.delete(id))) {
      throw new AppError('bad-input', 'An order must name each variant of the study once.', 'Read the list again.')
    }
    variantIds.forEach((id, position) => setPosition.run(position, id))
  })

  function target(id: number): Target {
    const { name } = get(id)
    return { noun: 'variant', id, name, runsWhere: 'variants.id = ?', removeRows: () => removeRow.run(id) }
  }

  return {
    list: (studyId) => ofStudy.all(studyId).map(toVariant),
    get,
    insert: (studyId, variant) => insert(studyId, variant),
    update: (id, change) => update(id, change),
    reorder: (studyId, variantIds) => reorder(studyId, variantIds),
    planDelete: (id) => deletion.plan(target(id)),
    delete: (id) => deletion.execute(target(id)),
  }
}
