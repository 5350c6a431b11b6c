import { computed, ref, watch, type Ref } from 'vue'
import type { Variant } from '../../../electron/shared/study.ts'
import type { StudyTable, TableRow } from '../../../electron/shared/studyTable.ts'
import { useVariants } from '../../stores/variants.ts'
import { drawnRows } from './drawnRows.ts'
import { toggled } from './useTableItems.ts'

/** What stands beside the table. */
export type Aside = 'details' | 'differences' | null

/** So many variants are shown side by side. */
const mostCompared = 4

/** Which variants are ticked, and whose details are shown. */
export function useSelection(table: Ref<StudyTable | null>, rows: Ref<readonly TableRow[]>) {
  const variants = useVariants()
  const selectedIds = ref<ReadonlySet<number>>(new Set())
  const chosenId = ref<number | null>(null)
  const aside = ref<Aside>(null)

  const all = computed(() => table.value?.rows ?? [])
  const chosenRow = computed(() => all.value.find(({ variantId }) => variantId === chosenId.value) ?? null)
  const selectedRows = computed(() => all.value.filter(({ variantId }) => selectedIds.value.has(variantId)))
  const selectedVariants = computed<Variant[]>(() =>
    selectedRows.value.flatMap(({ variantId }) => variants.find(variantId) ?? []),
  )
  const drawn = computed(() =>
    drawnRows(all.value, selectedIds.value, aside.value === 'details' ? chosenId.value : null),
  )
  /** Of the rows shown: null for some. */
  const allSelected = computed(() => {
    const count = rows.value.filter(({ variantId }) => selectedIds.value.has(variantId)).length
    return count === 0 ? false : count === rows.value.length ? true : null
  })

  function select(variantId: number, isOn: boolean): void {
    if (selectedIds.value.has(variantId) !== isOn) selectedIds.value = toggled(selectedIds.value, variantId)
  }

  function selectAll(isOn: boolean): void {
    selectedIds.value = new Set(isOn ? rows.value.map(({ variantId }) => variantId) : [])
  }

  /** Shows the details of a variant; of the one that is shown, closes them. */
  function choose(variantId: number): void {
    const isShown = aside.value === 'details' && chosenId.value === variantId
    chosenId.value = variantId
    aside.value = isShown ? null : 'details'
  }

  function showDifferences(): void {
    const count = selectedVariants.value.length
    if (count >= 2 && count <= mostCompared) aside.value = 'differences'
  }

  const clear = () => selectAll(false)

  watch(
    () => table.value?.studyId,
    () => {
      clear()
      aside.value = null
    },
  )
  watch(selectedVariants, ({ length }) => {
    if (aside.value === 'differences' && (length < 2 || length > mostCompared)) aside.value = null
  })

  return {
    selectedIds,
    chosenId,
    aside,
    chosenRow,
    selectedVariants,
    drawn,
    allSelected,
    select,
    selectAll,
    choose,
    showDifferences,
    clear,
  }
}
