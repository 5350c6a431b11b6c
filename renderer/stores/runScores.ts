import { defineStore } from 'pinia'
import type { RunCurves, RunScores } from '../../electron/shared/runScores.ts'
import { useBridge } from '../bridge.ts'

/** All scores and curves of single runs, read for the run page. */
export const useRunScores = defineStore('runScores', () => {
  const bridge = useBridge()
  const readScores = (id: number, part: 'validation' | 'test'): Promise<RunScores> =>
    bridge.invoke('run.scores', { id, part })
  const readCurves = (id: number, part: 'validation' | 'test'): Promise<RunCurves> =>
    bridge.invoke('run.curves', { id, part })
  return { readScores, readCurves }
})
