import { onMounted, onUnmounted } from 'vue'
import { useCommandStore, type Command } from '../stores/commands.ts'
import { isTyping, keyOf } from './keys.ts'

/** Adds commands to the palette, the list of keys and the keyboard while the component is there. The latest wins a key. */
export function useCommands(commands: readonly Command[]): void {
  const store = useCommandStore()
  onMounted(() => store.add(commands))
  onUnmounted(() => store.remove(commands))
}

/** Same, for keys that only make sense in their place: `{ j: next, k: previous }`. */
export function useHotkeys(keys: Record<string, { title: string; run: () => unknown }>, group = 'This screen'): void {
  useCommands(
    Object.entries(keys).map(([key, { title, run }]) => ({
      id: `key:${key}`,
      title,
      keys: key,
      group,
      run,
      isKeyOnly: true,
    })),
  )
}

const sequenceMs = 1200

/** Listens to the keyboard for the whole window. Called once, by the frame. */
export function listenForKeys(): void {
  const store = useCommandStore()
  let first = ''
  let firstAt = 0

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const key = keyOf(event)
    if (!/^(ctrl|alt)\+/.test(key) && isTyping(event.target)) return
    const isSecond = first !== '' && event.timeStamp - firstAt < sequenceMs
    const command = (isSecond ? store.findByKeys(`${first} ${key}`) : undefined) ?? store.findByKeys(key)
    const inDialog = document.querySelector('.v-overlay--active.v-dialog') !== null
    first = key
    firstAt = event.timeStamp
    if (!command || (inDialog && !key.startsWith('ctrl+'))) return
    first = ''
    event.preventDefault()
    void command.run()
  }

  onMounted(() => window.addEventListener('keydown', onKey))
  onUnmounted(() => window.removeEventListener('keydown', onKey))
}
