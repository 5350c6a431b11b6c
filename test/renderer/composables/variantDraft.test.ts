import { describe, expect, it } from 'vitest'
import { publishedArchitecture } from '../../../electron/shared/preset.ts'
import { publishedRecipe } from '../../../electron/shared/recipe.ts'
import { changeBlock, insertLayer } from '../../../renderer/components/design/editArchitecture.ts'
import { createDraft } from '../../../renderer/composables/variantDraft.ts'

let beatLength = 187
const start = () =>
  createDraft({ architecture: publishedArchitecture(11), recipe: publishedRecipe() }, () => beatLength)
const kernel = (draft: ReturnType<typeof start>, size: number, block = 4) =>
  draft.change({ architecture: changeBlock(draft.shown.value.architecture, block, { kernelSize: size }) })

describe('a variant draft', () => {
  it('undoes and redoes edits in order', () => {
    const draft = start()
    kernel(draft, 5)
    kernel(draft, 7)
    draft.undo()
    expect(draft.state.value.architecture.blocks[4]?.kernelSize).toBe(5)
    draft.redo()
    expect(draft.state.value.architecture.blocks[4]?.kernelSize).toBe(7)
    draft.undo()
    draft.undo()
    expect(draft.state.value.architecture).toEqual(publishedArchitecture(11))
    expect(draft.canUndo.value).toBe(false)
  })

  it('makes one step of a dragged slider', () => {
    const draft = start()
    for (const dropout of [0.1, 0.2, 0.3]) {
      draft.change({ architecture: changeBlock(draft.shown.value.architecture, 0, { dropout }) }, { key: 'dropout 0' })
    }
    draft.undo()
    expect(draft.state.value.architecture.blocks[0]?.dropout).toBe(0)
  })

  it('keeps an impossible value in its field only, with the reason, until it is mended', () => {
    const draft = start()
    expect(kernel(draft, 101)).toBe(false)
    expect(draft.problem.value).toMatchObject({ place: { part: 'block', index: 4, field: 'kernelSize' } })
    expect(draft.shown.value.architecture.blocks[4]?.kernelSize).toBe(101)
    expect(draft.state.value.architecture.blocks[4]?.kernelSize).toBe(3)
    expect(kernel(draft, 9)).toBe(true)
    expect(draft.problem.value).toBeNull()
    expect(draft.state.value.architecture.blocks[4]?.kernelSize).toBe(9)
  })

  it('undo takes back an impossible value first', () => {
    const draft = start()
    kernel(draft, 5)
    kernel(draft, 101)
    draft.undo()
    expect(draft.problem.value).toBeNull()
    expect(draft.shown.value.architecture.blocks[4]?.kernelSize).toBe(5)
  })

  it('refuses a block that does not fit as a whole', () => {
    const draft = start()
    for (let i = 0; i < 2; i++)
      draft.change({ architecture: insertLayer(draft.state.value.architecture, 'block', 5) }, { isWhole: true })
    expect(draft.state.value.architecture.blocks).toHaveLength(7)
    const taken = draft.change(
      { architecture: insertLayer(draft.state.value.architecture, 'block', 7) },
      { isWhole: true },
    )
    expect(taken).toBe(false)
    expect(draft.problem.value?.message).toContain('Block 8')
    expect(draft.shown.value.architecture.blocks).toHaveLength(7)
    expect(draft.isPossible.value).toBe(true)
    draft.undo()
    expect(draft.state.value.architecture.blocks).toHaveLength(6)
    expect(draft.problem.value).toBeNull()
  })

  it("refuses what the study's beats are too short for", () => {
    const draft = start()
    beatLength = 40
    kernel(draft, 5, 0)
    expect(draft.problem.value).toBeNull()
    const deeper = { architecture: insertLayer(draft.state.value.architecture, 'block', 5) }
    expect(draft.change(deeper, { isWhole: true })).toBe(false)
    expect(draft.problem.value?.message).toContain('Block 6: the kernel spans 3 samples, but only 1 arrive')
    const augmentation = { ...publishedRecipe().augmentation, timeShift: { samples: 21 } }
    expect(draft.change({ recipe: { ...publishedRecipe(), augmentation } })).toBe(false)
    expect(draft.recipeProblems.value).toEqual({
      'augmentation.timeShift.samples': 'A beat of 40 samples can be shifted by at most 20, not by 21.',
    })
    beatLength = 187
  })

  it('marks the recipe field that is wrong and saves nothing of it', () => {
    const draft = start()
    draft.change({ recipe: { ...publishedRecipe(), epochs: 0 } })
    expect(draft.recipeProblems.value).toEqual({ epochs: 'Must be at least 1.' })
    expect(draft.state.value.recipe.epochs).toBe(20)
  })

  it('forgets what could be redone after a new edit', () => {
    const draft = start()
    kernel(draft, 5)
    draft.undo()
    kernel(draft, 7)
    expect(draft.canRedo.value).toBe(false)
  })
})
