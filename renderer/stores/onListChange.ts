import type { EventData } from '../../electron/shared/contract/events.ts'
import { useBridge } from '../bridge.ts'

type Noun = EventData<'list.change'>['noun']

/**
 * Calls `reload` when things of this kind came, went or were renamed, and when the engine is there again.
 * Several changes at once lead to one reload; a change during a reload leads to one more.
 */
export function onListChange(noun: Noun, reload: (studyId?: number) => Promise<void>): void {
  const bridge = useBridge()
  let waiting = false
  const request = (studyId?: number) => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      void reload(studyId)
    }, 30)
  }
  bridge.on('list.change', (change) => {
    if (change.noun === noun) request(change.studyId)
  })
  bridge.onConnection((state) => {
    if (state === 'ready') request()
  })
}
