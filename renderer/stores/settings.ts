import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { Settings } from '../../electron/shared/system.ts'
import { useBridge } from '../bridge.ts'
import { onListChange } from './onListChange.ts'

export const useSettings = defineStore('settings', () => {
  const bridge = useBridge()
  const settings = shallowRef<Settings | null>(null)

  async function load(): Promise<void> {
    settings.value = await bridge.invoke('settings.get', {})
  }

  async function update(change: Partial<Settings>): Promise<void> {
    settings.value = await bridge.invoke('settings.update', change)
  }

  onListChange('settings', load)

  return { settings, load, update }
})
