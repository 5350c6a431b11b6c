import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'

/** Something a user can do by name (command palette) or by key. */
export interface Command {
  id: string
  title: string
  /** `ctrl+k`, `g d`, `?`; see `composables/keys.ts`. */
  keys?: string
  /** Heading in the list of keys. */
  group?: string
  /** Left out of the palette: keys that only make sense in their place. */
  isKeyOnly?: boolean
  isEnabled?: () => boolean
  run: () => unknown
}

/** All commands of what is on screen; views add theirs with `useCommands`. */
export const useCommandStore = defineStore('commands', () => {
  const all = shallowRef<Command[]>([])
  const isPaletteOpen = ref(false)
  const isKeysOpen = ref(false)
  const enabled = computed(() => all.value.filter((command) => command.isEnabled?.() ?? true))

  function add(commands: readonly Command[]): void {
    all.value = [...all.value, ...commands]
  }

  function remove(commands: readonly Command[]): void {
    all.value = all.value.filter((command) => !commands.includes(command))
  }

  /** The command that has these keys now; of several the one that came last, which is the screen's own. */
  function findByKeys(keys: string): Command | undefined {
    return [...enabled.value].reverse().find((command) => command.keys === keys)
  }

  return { all, enabled, isPaletteOpen, isKeysOpen, add, remove, findByKeys }
})
