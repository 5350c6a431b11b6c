import { ref, type Ref } from 'vue'

/** Dragging rows of a list to another place; the same is done by key elsewhere. */
export interface Reorder {
  /** The row being dragged and the place it would get; null when nothing is dragged. */
  dragged: Ref<number | null>
  target: Ref<number | null>
  /** Listeners for the row at `index`. */
  row: (index: number) => {
    draggable: boolean
    onDragstart: (event: DragEvent) => void
    onDragover: (event: DragEvent) => void
    onDrop: (event: DragEvent) => void
    onDragend: () => void
  }
}

/** Drag and drop of rows; `move` is called with both places, counted before the move. */
export function useReorder(move: (from: number, to: number) => void): Reorder {
  const dragged = ref<number | null>(null)
  const target = ref<number | null>(null)

  function end(): void {
    dragged.value = null
    target.value = null
  }

  return {
    dragged,
    target,
    row: (index) => ({
      draggable: true,
      onDragstart: (event) => {
        dragged.value = index
        event.dataTransfer?.setData('text/plain', String(index))
        if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move'
      },
      onDragover: (event) => {
        if (dragged.value === null) return
        event.preventDefault()
        target.value = index
      },
      onDrop: (event) => {
        event.preventDefault()
        const from = dragged.value
        end()
        if (from !== null && from !== index) move(from, index)
      },
      onDragend: end,
    }),
  }
}
