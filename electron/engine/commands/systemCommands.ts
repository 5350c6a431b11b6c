import { AppError } from '../../shared/appError.ts'
import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { readSettings } from '../settings.ts'

export function systemCommands(context: EngineContext): HandlersOf<'system' | 'settings' | 'queue' | 'engine'> {
  const { store, events, queue, pause, system } = context

  return {
    'system.status': () => system.status(),
    'settings.get': () => readSettings(store),
    'settings.update': (change) => {
      store.settings.update(change)
      events.publish('list.change', { noun: 'settings' })
      queue.fill()
      system.tell()
      return readSettings(store)
    },
    'queue.pause': () => {
      pause.pause()
      return {}
    },
    'queue.resume': () => {
      queue.resume()
      return {}
    },
    'queue.stop': async ({ when }) => {
      await queue.stop(when, 'Stopped together with the queue.')
      return {}
    },
    'engine.shutdown': async ({ stopRuns }) => {
      if (queue.activeCount > 0 && !stopRuns) {
        throw new AppError(
          'conflict',
          `${queue.activeCount} of the runs train now.`,
          'Let them end, or stop them with the engine.',
        )
      }
      await queue.stop('now', 'Stopped together with the engine.')
      context.requestShutdown()
      return {}
    },
  }
}
