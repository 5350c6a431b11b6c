import { computed, shallowRef, type ComputedRef } from 'vue'
import type { Architecture } from '../../electron/shared/architecture.ts'
import type { Recipe } from '../../electron/shared/recipe.ts'
import { checkDesign, type DesignProblem } from '../components/design/checkDesign.ts'
import { checkRecipe, type RecipeProblems } from '../components/design/checkRecipe.ts'
import { useHistory } from './useHistory.ts'

/** What of a variant can be edited. */
export interface DesignState {
  architecture: Architecture
  recipe: Recipe
}

/** How an edit is taken. */
export interface EditOptions {
  /** Edits with the same key in a row are one step of undo. */
  key?: string
  /** An impossible result is not kept in the fields, only told: for adding, moving and removing blocks. */
  isWhole?: boolean
}

/** One variant being edited: its last possible state, what its fields show, and why that may be refused. */
export interface VariantDraft {
  state: ComputedRef<DesignState>
  shown: ComputedRef<DesignState>
  problem: ComputedRef<DesignProblem | null>
  recipeProblems: ComputedRef<RecipeProblems>
  /** False while a field holds a value that was refused. */
  isPossible: ComputedRef<boolean>
  canUndo: ComputedRef<boolean>
  canRedo: ComputedRef<boolean>
  /** Ends with whether the result is possible, and so was taken over. */
  change: (change: Partial<DesignState>, options?: EditOptions) => boolean
  undo: () => void
  redo: () => void
  reset: (state: DesignState) => void
}

/**
 * A draft with undo and redo that never becomes an impossible design: a refused edit stays in its field, marked,
 * until it is mended or undone, while everything else goes on showing the last possible state. What is possible depends on
 * how many samples the study's beats have.
 */
export function createDraft(initial: DesignState, beatLength: () => number): VariantDraft {
  const history = useHistory(initial)
  const attempt = shallowRef<DesignState | null>(null)
  const problem = shallowRef<DesignProblem | null>(null)
  const recipeProblems = shallowRef<RecipeProblems>({})
  const shown = computed(() => attempt.value ?? history.value.value)

  function forgetAttempt(): void {
    attempt.value = null
    problem.value = null
    recipeProblems.value = {}
  }

  function change(edit: Partial<DesignState>, options: EditOptions = {}): boolean {
    const next = { ...shown.value, ...edit }
    const design = checkDesign(next.architecture, beatLength())
    const recipe = checkRecipe(next.recipe, beatLength())
    if (design.problem === null && Object.keys(recipe).length === 0) {
      history.push(next, options.key)
      forgetAttempt()
      return true
    }
    problem.value = design.problem
    if (options.isWhole) return false
    recipeProblems.value = recipe
    attempt.value = next
    return false
  }

  function undo(): void {
    if (attempt.value === null) history.undo()
    forgetAttempt()
  }

  function redo(): void {
    if (attempt.value === null) history.redo()
    forgetAttempt()
  }

  function reset(state: DesignState): void {
    history.reset(state)
    forgetAttempt()
  }

  return {
    state: computed(() => history.value.value),
    shown,
    problem: computed(() => problem.value),
    recipeProblems: computed(() => recipeProblems.value),
    isPossible: computed(() => attempt.value === null),
    canUndo: computed(() => history.canUndo.value || attempt.value !== null),
    canRedo: computed(() => history.canRedo.value),
    change,
    undo,
    redo,
    reset,
  }
}
