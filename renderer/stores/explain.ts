import { defineStore } from 'pinia'
import type { Input } from '../../electron/shared/contract/commands.ts'
import type { Explanation, ExplanationRequest } from '../../electron/shared/explanation.ts'
import { useBridge } from '../bridge.ts'

const kept = 400

/** Maps and lists of beats from the engine; maps that were computed are kept, since weights of a finished run never change. */
export const useExplain = defineStore('explain', () => {
  const bridge = useBridge()
  const maps = new Map<string, Promise<Explanation>>()

  function explain(request: ExplanationRequest): Promise<Explanation> {
    const key = JSON.stringify([request.runId, request.part, request.row, request.targetClass, request.layer])
    const known = maps.get(key)
    if (known) return known
    const asked = bridge.invoke('explain.map', request)
    maps.set(key, asked)
    asked.catch(() => maps.delete(key))
    const oldest = maps.keys().next().value
    if (maps.size > kept && oldest !== undefined) maps.delete(oldest)
    return asked
  }

  const listBeats = (filter: Input<'explain.beats'>) => bridge.invoke('explain.beats', filter)

  return { explain, listBeats }
})
