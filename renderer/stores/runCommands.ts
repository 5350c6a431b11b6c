import type { Bridge } from '../../electron/shared/contract/bridge.ts'
import type { Input } from '../../electron/shared/contract/commands.ts'
import type { ModelFormat } from '../../electron/shared/run.ts'

/** What is asked of the engine for a run, where its answer comes as an event. Part of the runs store. */
export function createRunCommands(bridge: Bridge) {
  return {
    cancel: (id: number) => bridge.invoke('run.cancel', { id }),
    stop: (id: number) => bridge.invoke('run.stop', { id }),
    pause: (id: number, when: 'epoch' | 'now') => bridge.invoke('run.pause', { id, when }),
    resume: (id: number) => bridge.invoke('run.resume', { id }),
    extend: (id: number, epochs: number) => bridge.invoke('run.extend', { id, epochs }),
    move: (id: number, place: number) => bridge.invoke('run.move', { id, place }),
    planDelete: (id: number) => bridge.invoke('run.planDelete', { id }),
    importWeights: (input: Input<'run.importWeights'>) => bridge.invoke('run.importWeights', input),
    exportModel: (id: number, format: ModelFormat) => bridge.invoke('run.export', { id, format }),
  }
}
