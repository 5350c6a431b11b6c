import type { Command } from 'commander'
import { connectEngine, type EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import { formatEstimate } from '../shared/quantityText.ts'
import type { SystemStatus } from '../shared/system.ts'
import { isRunning } from './isRunning.ts'
import { printRows, type Context } from './context.ts'

/** Trainers that are stopped have this long to write what they have. */
const patienceMs = 30_000

/** `engine status`, `engine shutdown`: of the engine of this database, if one runs. Neither starts one. */
export function addEngineCommands(program: Command, context: Context): void {
  const engine = program.command('engine').description('The process that owns the database and trains')
  engine
    .command('status')
    .description('whether it runs, and what it does')
    .action(async () => {
      const client = await findEngine(context)
      if (!client) return printRows(context, null, () => 'No engine runs for this database.')
      try {
        const status = await client.invoke('system.status', {})
        const queue = describeQueue(status.queue)
        printRows(context, status, () => `process ${status.pid}, ${status.databasePath}: ${queue}`)
      } finally {
        client.close()
      }
    })
  engine
    .command('shutdown')
    .description('end it; it starts again by itself when it is needed')
    .option(
      '--stop-runs',
      'also while runs train: they are interrupted, and go on from their last epoch when started again',
    )
    .action(async ({ stopRuns = false }: { stopRuns?: boolean }) => {
      const client = await findEngine(context)
      if (!client) return context.terminal.note('No engine runs for this database.')
      try {
        await shutDown(client, stopRuns)
      } finally {
        client.close()
      }
    })
}

/** `2 training, 5 waiting, about 12 min left`, and what the next run waits for. */
export function describeQueue(queue: SystemStatus['queue']): string {
  const { active, waiting, isPaused, remainingMs, isRemainingAtMost, waitsFor } = queue
  const isTimed = remainingMs !== null && active + waiting > 0
  const counts = [
    `${active} training`,
    `${waiting} waiting`,
    ...(isPaused ? ['paused'] : []),
    ...(isTimed ? [`${formatEstimate(remainingMs, isRemainingAtMost)} left`] : []),
  ].join(', ')
  return waitsFor === null ? counts : `${counts}; the next run ${waitsFor}`
}

async function findEngine(context: Context): Promise<EngineClient | undefined> {
  try {
    return await connectEngine({ databasePath: context.databasePath(), mayStart: false })
  } catch (error) {
    if (error instanceof AppError && error.code === 'engine-lost') return undefined
    throw error
  }
}

/** Waits until the engine's process is gone, so that whoever comes next finds the database free. */
async function shutDown(client: EngineClient, stopRuns: boolean): Promise<void> {
  const { pid } = client.hello()
  await client.invoke('engine.shutdown', { stopRuns })
  const deadline = Date.now() + patienceMs
  while (isRunning(pid)) {
    if (Date.now() > deadline) throw new AppError('internal', `The engine (process ${pid}) has not ended yet.`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
