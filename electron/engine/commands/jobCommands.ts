import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'

export function jobCommands({ jobs }: EngineContext): HandlersOf<'job'> {
  return {
    'job.list': () => jobs.list(),
    'job.cancel': async ({ id }) => {
      await jobs.cancel(id)
      return {}
    },
  }
}
