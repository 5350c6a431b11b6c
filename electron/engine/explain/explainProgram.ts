import { AppError, fromErrorData } from '../../shared/appError.ts'
import type { ExplainAnswer, ExplainCommand, ExplainReport, ExplainSpec } from '../../shared/trainerProtocol.ts'
import { describeEnd, forkProgram, type Program } from '../forkProgram.ts'

const idleMs = 30_000

/** A process that makes maps: started when the first is asked for, ended when none is for a while. */
export interface ExplainProgram {
  /** @throws AppError why there is no such map, or `trainer-failed` when the process died over it. */
  explain(spec: ExplainSpec): Promise<ExplainAnswer>
  close(): Promise<void>
}

interface Waiting {
  resolve(answer: ExplainAnswer): void
  reject(error: AppError): void
}

export function createExplainProgram(path: string): ExplainProgram {
  const waiting = new Map<number, Waiting>()
  let program: Program<ExplainCommand> | null = null
  let idle: NodeJS.Timeout | undefined
  let lastId = 0

  function take(report: ExplainReport): void {
    const asked = waiting.get(report.id)
    waiting.delete(report.id)
    if (report.type === 'explained') asked?.resolve(report.answer)
    else asked?.reject(fromErrorData(report.error))
    if (waiting.size === 0) idle = setTimeout(() => void letGo(), idleMs).unref()
  }

  /** The next map starts another process, also while this one is still ending. */
  async function letGo(): Promise<void> {
    const last = program
    program = null
    await last?.end()
  }

  function start(): Program<ExplainCommand> {
    const started = forkProgram<ExplainCommand, ExplainReport>(path, take)
    void started.ended.then((end) => {
      if (program !== started) return
      program = null
      const last = end.lastLines.at(-1)
      const error = new AppError(
        'trainer-failed',
        `The process that makes maps ${describeEnd(end)}.${last === undefined ? '' : ` ${last}`}`,
        'Ask for the map again.',
      )
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
    })
    return started
  }

  return {
    explain: (spec) => {
      clearTimeout(idle)
      program ??= start()
      const id = ++lastId
      const { promise, resolve, reject } = Promise.withResolvers<ExplainAnswer>()
      waiting.set(id, { resolve, reject })
      program.send({ type: 'explain', id, spec })
      return promise
    },
    close: async () => {
      clearTimeout(idle)
      await letGo()
    },
  }
}
