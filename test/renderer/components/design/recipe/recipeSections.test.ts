import { describe, expect, it } from 'vitest'
import { publishedRecipe, recipeSchema, type Recipe } from '../../../../../electron/shared/recipe.ts'
import { shownRows, valueAt, withValueAt, type Field } from '../../../../../renderer/components/design/fields/field.ts'
import { checkRecipe } from '../../../../../renderer/components/design/checkRecipe.ts'
import {
  hasProblem,
  isUnusual,
  recipeSections,
} from '../../../../../renderer/components/design/recipe/recipeSections.ts'

const rows = recipeSections.flatMap((section) => section.rows)
const fields = rows.flatMap((row) => row.fields)

function fieldOf(path: string): Field<Recipe> {
  const field = fields.find((candidate) => candidate.path === path)
  if (!field) throw new Error(`no field ${path}`)
  return field
}

describe('the sections of a recipe', () => {
  it('edit every field of a recipe, each in one section', () => {
    const owned = recipeSections.flatMap((section) => section.owns)
    expect(owned.toSorted()).toEqual(Object.keys(recipeSchema.shape).toSorted())
    for (const section of recipeSections)
      for (const { path } of section.rows.flatMap((row) => row.fields))
        expect(section.owns as readonly string[]).toContain(path.split('.')[0])
  })

  it('show only fields that the recipe has a value for', () => {
    const shown = shownRows(rows, publishedRecipe()).flatMap((row) => row.fields)
    for (const { path } of shown) expect(valueAt(publishedRecipe(), path), path).not.toBeUndefined()
    expect(shown.map(({ path }) => path)).not.toContain('optimiser.momentum')
  })

  it('switch each step of the augmentation on with a possible number, and off again', () => {
    for (const step of ['timeShift', 'amplitudeScale', 'gaussianNoise', 'zeroMasking', 'cutMix']) {
      const field = fieldOf(`augmentation.${step}`)
      const on = withValueAt(publishedRecipe(), field.path, 'on' in field ? field.on : null)
      expect(checkRecipe(on, 187)).toEqual({})
      const number = shownRows(rows, on)
        .flatMap((row) => row.fields)
        .find(({ path }) => path.startsWith(`augmentation.${step}.`))
      expect(valueAt(on, number?.path ?? '')).toBeGreaterThan(0)
    }
  })

  it('are unusual where they are not as published', () => {
    const recipe: Recipe = { ...publishedRecipe(), warmUpEpochs: 2, labelSmoothing: 0.1 }
    const unusual = (of: Recipe) => recipeSections.filter((section) => isUnusual(section, of)).map(({ id }) => id)
    expect(unusual(recipe)).toEqual(['schedule', 'loss'])
    expect(unusual(publishedRecipe())).toEqual([])
  })

  it('do not fold away what was refused', () => {
    const problems = checkRecipe({ ...publishedRecipe(), focalGamma: -1 }, 187)
    expect(recipeSections.filter((section) => hasProblem(section, problems)).map(({ id }) => id)).toEqual(['loss'])
  })
})
