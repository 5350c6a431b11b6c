import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { ConnectionState } from '../../electron/shared/contract/bridge.ts'
import type { SystemStatus } from '../../electron/shared/system.ts'
import { useBridge } from '../bridge.ts'

/** The engine and the computer: what the status bar, the queue chip and the start screen show. */
export const useSystem = defineStore('system', () => {
  const bridge = useBridge()
  const status = shallowRef<SystemStatus | null>(null)
  const connection = ref<ConnectionState>('ready')

  async function load(): Promise<void> {
    status.value = await bridge.invoke('system.status', {})
  }

  const pauseQueue = () => bridge.invoke('queue.pause', {})
  const resumeQueue = () => bridge.invoke('queue.resume', {})

  bridge.on('system.change', (next) => (status.value = next))
  bridge.onConnection((state) => {
    connection.value = state
    if (state === 'ready') void load()
  })

  return { status, connection, load, pauseQueue, resumeQueue }
})
