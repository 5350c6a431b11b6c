import { defineStore } from 'pinia'
import { ref } from 'vue'
import { toErrorData } from '../../electron/shared/appError.ts'

export interface Notice {
  id: number
  tone: 'error' | 'success' | 'info'
  message: string
  hint?: string
}

/** What the page tells its user at the lower edge: errors stay until they are closed, the rest fades. */
export const useNotices = defineStore('notices', () => {
  const list = ref<Notice[]>([])
  let nextId = 1

  function add(notice: Omit<Notice, 'id'>): void {
    const same = list.value.find((old) => old.message === notice.message && old.tone === notice.tone)
    if (same) return
    list.value.push({ ...notice, id: nextId++ })
    if (list.value.length > 4) list.value.shift()
  }

  function showError(error: unknown): void {
    const { code, message, hint } = toErrorData(error)
    if (code === 'cancelled') return
    add({ tone: 'error', message, ...(hint === undefined ? {} : { hint }) })
  }

  function say(message: string): void {
    add({ tone: 'success', message })
  }

  function close(id: number): void {
    list.value = list.value.filter((notice) => notice.id !== id)
  }

  return { list, add, showError, say, close }
})
