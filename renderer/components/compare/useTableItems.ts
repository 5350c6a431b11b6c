import { computed, ref, watch, type Ref } from 'vue'
import type { StudyTable, TableRow } from '../../../electron/shared/studyTable.ts'
import type { Variant } from '../../../electron/shared/study.ts'
import { sortRows, type SortOrder } from './compareColumns.ts'
import { matches, noFilter, type CompareFilter } from './compareFilter.ts'
import { groupFactors, groupRows } from './groupRows.ts'
import type { RowFigures } from './rowFigures.ts'
import { tableItems, type TableItem } from './tableItems.ts'

interface Source {
  table: Ref<StudyTable | null>
  variants: Ref<readonly Variant[]>
  figures: Ref<ReadonlyMap<number, RowFigures>>
}

/** The lines of the table as the user wants them: filtered, sorted, grouped, with runs and groups opened. */
export function useTableItems({ table, variants, figures }: Source) {
  const filter = ref<CompareFilter>(noFilter)
  const order = ref<SortOrder>({ key: 'headline', descending: true })
  const groupBy = ref<string | null>(null)
  const closedGroups = ref<ReadonlySet<string>>(new Set())
  const opened = ref<ReadonlySet<number>>(new Set())

  const rows = computed<TableRow[]>(() =>
    sortRows(
      (table.value?.rows ?? []).filter((row) => matches(row, filter.value)),
      order.value,
      figures.value,
    ),
  )
  /** Of the variants in the table: others, like archived ones, make no groups. */
  const factors = computed(() => {
    const ids = new Set(table.value?.rows.map(({ variantId }) => variantId))
    return groupFactors(variants.value.filter(({ id }) => ids.has(id)))
  })
  const groups = computed(() => {
    const factor = factors.value.find(({ name }) => name === groupBy.value)
    return factor ? groupRows(rows.value, factor) : null
  })
  const items = computed(() =>
    tableItems({ rows: rows.value, groups: groups.value, closedGroups: closedGroups.value, opened: opened.value }),
  )

  function toggle(item: TableItem): void {
    if (item.kind === 'group') closedGroups.value = toggled(closedGroups.value, item.group.key)
    else if (item.kind === 'variant' && item.row.runs.length + item.row.imported.length > 0)
      opened.value = toggled(opened.value, item.row.variantId)
  }

  watch(
    () => table.value?.studyId,
    () => {
      filter.value = noFilter
      groupBy.value = null
      opened.value = new Set()
      closedGroups.value = new Set()
    },
  )

  return { filter, order, groupBy, factors, rows, items, toggle }
}

/** The set with the member added, or without it. */
export function toggled<T>(set: ReadonlySet<T>, member: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(member)) next.add(member)
  return next
}
