import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** Width and height of an element's content in pixels, kept up to date; 0 until it is mounted. */
export function useElementSize(element: Ref<HTMLElement | null>): { width: Ref<number>; height: Ref<number> } {
  const width = ref(0)
  const height = ref(0)
  const observer = new ResizeObserver((entries) => {
    const box = entries[0]?.contentRect
    if (!box) return
    width.value = box.width
    height.value = box.height
  })
  onMounted(() => {
    if (element.value) observer.observe(element.value)
  })
  onBeforeUnmount(() => observer.disconnect())
  return { width, height }
}
