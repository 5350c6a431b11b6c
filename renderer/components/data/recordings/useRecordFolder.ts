import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { AppError, toErrorData, type ErrorData } from '../../../../electron/shared/appError.ts'
import type { ChosenFolder, Sending } from '../../../../electron/shared/contract/bridge.ts'
import type { WfdbFolder } from '../../../../electron/shared/wfdbFolder.ts'
import { useBridge } from '../../../bridge.ts'
import { useDataSets } from '../../../stores/dataSets.ts'

/** A folder of recordings: chosen or sent, then read. What fails is kept in `error`. */
export function useRecordFolder(onRead: (content: WfdbFolder) => void) {
  const { host } = useBridge()
  const dataSets = useDataSets()
  const folder = shallowRef<ChosenFolder | null>(null)
  const content = shallowRef<WfdbFolder | null>(null)
  const annotator = ref('atr')
  /** How much of the folder has been sent; null while nothing is being sent. */
  const sent = ref<number | null>(null)
  const isReading = ref(false)
  const error = shallowRef<ErrorData | null>(null)
  let sending = new AbortController()

  /** Takes a folder from a dialog, a drop or the offered ones, and reads it. A folder that was sent before is let go. */
  async function take(choose: (sending: Sending) => Promise<ChosenFolder | null>): Promise<void> {
    error.value = null
    sending.abort()
    sending = new AbortController()
    const { signal } = sending
    try {
      const chosen = await choose({ signal, onProgress: (fraction) => (sent.value = fraction) })
      sent.value = null
      if (signal.aborted || !chosen) return
      await letGo()
      folder.value = chosen
      await read()
    } catch (reason) {
      if (!signal.aborted) error.value = toErrorData(reason)
    } finally {
      if (signal === sending.signal) sent.value = null
    }
  }

  /** Reads the folder (again): after it was mended, or with other annotations. */
  async function read(): Promise<void> {
    const chosen = folder.value
    if (!chosen) return
    error.value = null
    isReading.value = true
    try {
      const found = await dataSets.readFolder({ folder: { token: chosen.token }, annotator: annotator.value.trim() })
      if (folder.value !== chosen) return
      if (found.records.length + found.bad.length === 0) throw new AppError('bad-file', `${found.name} is empty.`)
      content.value = found
      onRead(found)
    } catch (reason) {
      error.value = toErrorData(reason)
    } finally {
      isReading.value = false
    }
  }

  function stopSending(): void {
    sending.abort()
    sent.value = null
  }

  /** Forgets the folder, and has what was sent of it removed. */
  async function letGo(): Promise<void> {
    const token = folder.value?.token
    folder.value = null
    content.value = null
    if (token !== undefined) await host.forgetSent(token)
  }

  onScopeDispose(stopSending)
  const isSending = computed(() => sent.value !== null)
  return { folder, content, annotator, sent, isSending, isReading, error, take, read, stopSending, letGo }
}

export type RecordFolderState = ReturnType<typeof useRecordFolder>
