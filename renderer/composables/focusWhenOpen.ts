import { nextTick, watch, type Ref } from 'vue'

/** Puts the focus on a field when its dialog opens. The dialog itself takes it first, so this comes a moment later. */
export function focusWhenOpen(isOpen: () => boolean, field: Ref<{ focus(): void } | null | undefined>): void {
  watch(
    isOpen,
    async (open) => {
      if (!open) return
      await nextTick()
      setTimeout(() => field.value?.focus(), 0)
    },
    { immediate: true },
  )
}
