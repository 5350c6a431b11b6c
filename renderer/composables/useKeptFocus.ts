import { onBeforeUpdate, onUpdated, type Ref } from 'vue'

/**
 * Keeps the keyboard's place in a list whose rows move: the focused element's `data-focus-key` is found again after
 * the update, since an element that is moved in the page loses its focus.
 */
export function useKeptFocus(container: Readonly<Ref<HTMLElement | null>>): void {
  let key: string | undefined

  onBeforeUpdate(() => {
    const active = document.activeElement
    key = active instanceof HTMLElement && container.value?.contains(active) ? active.dataset.focusKey : undefined
  })

  onUpdated(() => {
    if (key === undefined || container.value?.contains(document.activeElement)) return
    const rows = container.value?.querySelectorAll<HTMLElement>('[data-focus-key]') ?? []
    for (const row of rows) if (row.dataset.focusKey === key) row.focus()
  })
}
