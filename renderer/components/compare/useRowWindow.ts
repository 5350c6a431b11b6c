import { computed, nextTick, ref, type ComputedRef, type Ref } from 'vue'
import { useElementSize } from '../../composables/useElementSize.ts'
import { itemHeights, rowWindow, type RowWindow, type TableItem } from './tableItems.ts'

/** Pixels of the table's fixed head, which covers what scrolls below it. */
const headHeight = 42

/** Lines of the table that are drawn: those in sight of `scroller`, and some around them. */
export interface DrawnRows {
  window: ComputedRef<RowWindow>
  /** Call when the scroller has moved. */
  onScroll: () => void
  /** Scrolls as far as is needed to see a line, and gives it the focus. */
  focusLine: (index: number) => Promise<void>
}

/** Draws only the lines in sight, for tables of hundreds of variants. */
export function useRowWindow(items: Ref<readonly TableItem[]>, scroller: Ref<HTMLElement | null>): DrawnRows {
  const { height } = useElementSize(scroller)
  const top = ref(0)
  const heights = computed(() => items.value.map(({ kind }) => itemHeights[kind]))
  const window = computed(() => rowWindow(heights.value, top.value, Math.max(200, height.value - headHeight)))

  function onScroll(): void {
    top.value = scroller.value?.scrollTop ?? 0
  }

  function scrollTo(index: number): void {
    const element = scroller.value
    if (!element) return
    const start = heights.value.slice(0, index).reduce((sum, value) => sum + value, 0)
    const end = start + (heights.value[index] ?? 0)
    const seen = element.clientHeight - headHeight
    if (start < element.scrollTop) element.scrollTop = start
    else if (end > element.scrollTop + seen) element.scrollTop = end - seen
    onScroll()
  }

  async function focusLine(index: number): Promise<void> {
    scrollTo(index)
    await nextTick()
    scroller.value?.querySelector<HTMLElement>(`tr[data-line="${index}"]`)?.focus({ preventScroll: true })
  }

  return { window, onScroll, focusLine }
}
