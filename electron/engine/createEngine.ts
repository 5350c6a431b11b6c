import { z } from 'zod'
import { AppError } from '../shared/appError.ts'
import { commands, isCommandName, type CommandName, type Input, type Output } from '../shared/contract/commands.ts'
import type { Store } from '../store/store.ts'
import { createBeatLibrary } from './beatLibrary.ts'
import { dataSetCommands } from './commands/dataSetCommands.ts'
import { explainCommands } from './commands/explainCommands.ts'
import { jobCommands } from './commands/jobCommands.ts'
import { runCommands } from './commands/runCommands.ts'
import { splitCommands } from './commands/splitCommands.ts'
import { studyCommands } from './commands/studyCommands.ts'
import { systemCommands } from './commands/systemCommands.ts'
import { variantCommands } from './commands/variantCommands.ts'
import type { EngineContext } from './context.ts'
import { createEventHub, type EventHub } from './eventHub.ts'
import { createExplainProgram } from './explain/explainProgram.ts'
import { createLooks } from './explain/looks.ts'
import type { Handlers } from './handlers.ts'
import { ensureSample } from './jobs/ensureSample.ts'
import { JobList } from './jobs/jobList.ts'
import { installedPrograms, type Programs } from './programs.ts'
import { parseInput } from './parseInput.ts'
import { createQueuePause } from './queue/queuePause.ts'
import { createRunHistory } from './queue/runHistory.ts'
import { createRunProgress } from './queue/runProgress.ts'
import { RunQueue } from './queue/runQueue.ts'
import { readSettings } from './settings.ts'
import { countPhysicalCores } from './system/computer.ts'
import { readMemory, type MemoryState } from './system/memory.ts'
import { createStatisticsDesk } from './scores/studyStatistics.ts'
import { createSystemMonitor } from './system/systemMonitor.ts'
import { createTensorflowProbe } from './system/tensorflowProbe.ts'

export interface EngineOptions {
  /** Open, and held by this process (`holdEngineLock`). The engine closes it. */
  store: Store
  beatbench: string
  /** Programs to fork; the installed ones when left out. */
  programs?: Partial<Programs>
  /** False: no sample is put into the data sets. */
  withSample?: boolean
  /** Tells of the computer's memory; the system itself when left out. */
  readMemory?: () => MemoryState
  /** Called once a client has asked the engine to end. */
  onShutdown?: () => void
}

/** All use cases over one database, for a socket or for tests in process. */
export interface Engine {
  invoke<C extends CommandName>(command: C, input: Input<C>): Promise<Output<C>>
  /** The same for whatever comes over a wire. @throws AppError `bad-input`, `not-found`. */
  invokeUnchecked(command: string, input: unknown): Promise<unknown>
  events: EventHub
  /** True while runs train, wait in a queue that goes on, or data is imported. */
  isBusy(): boolean
  /** Ends trainings (they become `interrupted`) and jobs, and closes the store. */
  close(): Promise<void>
}

/** Commands that need not wait until the sample is among the data sets. */
const answeredAtOnce: readonly string[] = ['system.status', 'settings.get', 'engine.shutdown']

/** Marks what an engine before left behind, begins with the queue, and is ready to be asked. */
export function createEngine(options: EngineOptions): Engine {
  const { store } = options
  const programs = { ...installedPrograms(), ...options.programs }
  const troubles: string[] = []
  const interrupted = store.runs.markInterrupted('The engine ended while the run trained.')
  if (interrupted.length > 0) console.error(`Runs interrupted when the engine before ended: ${interrupted.join(', ')}.`)
  const context = createContext(options, programs, troubles)
  const handlers: Handlers = {
    ...systemCommands(context),
    ...dataSetCommands(context),
    ...splitCommands(context),
    ...jobCommands(context),
    ...studyCommands(context),
    ...variantCommands(context),
    ...runCommands(context),
    ...explainCommands(context),
  }
  const sampleReady =
    options.withSample === false
      ? Promise.resolve()
      : ensureSample(store, programs.importer).catch((error: unknown) => {
          console.error('The built-in sample could not be made:', error)
          troubles.push(
            `The built-in sample could not be made: ${error instanceof Error ? error.message : String(error)}`,
          )
        })

  async function invokeUnchecked(command: string, input: unknown): Promise<unknown> {
    if (!isCommandName(command)) throw new AppError('not-found', `There is no command ${command}.`)
    const parsed = parseInput(command, input)
    if (!answeredAtOnce.includes(command)) await sampleReady
    const output: unknown = await handlers[command](parsed as never)
    return checksOutputs() ? (commands[command].output as z.ZodType).parse(output) : output
  }

  context.queue.fill()
  return {
    invoke: async (command, input) => (await invokeUnchecked(command, input)) as never,
    invokeUnchecked,
    events: context.events,
    isBusy: () => {
      const waits = !context.pause.isPaused() && store.runs.tally().queued > 0
      return context.queue.activeCount > 0 || waits || context.jobs.runningCount() > 0
    },
    close: async () => {
      context.system.close()
      context.tensorflow.close()
      await Promise.all([context.queue.close(), context.jobs.close(), context.explainProgram.close(), sampleReady])
      store.close()
    },
  }
}

/** Tests and development see to it that the contract is kept also on the way out. */
function checksOutputs(): boolean {
  return process.env['BEATBENCH_CHECK_OUTPUTS'] === '1'
}

function createContext(options: EngineOptions, programs: Programs, troubles: string[]): EngineContext {
  const { store, beatbench } = options
  const events = createEventHub(checksOutputs())
  const cores = countPhysicalCores()
  const history = createRunHistory(store, cores)
  const progress = createRunProgress(store, events, history, cores)
  const workers = () => readSettings(store).workers
  const onChange = () => context.system.tell()
  const pause = createQueuePause(store, onChange)
  const queue = new RunQueue({
    store,
    events,
    history,
    progress,
    pause,
    trainer: programs.trainer,
    workers,
    readMemory: options.readMemory ?? readMemory,
    onChange,
  })
  const library = createBeatLibrary(store)
  const tensorflow = createTensorflowProbe(store, programs.probe, onChange)
  const context: EngineContext = {
    store,
    events,
    queue,
    pause,
    progress,
    jobs: new JobList(store, events),
    importer: programs.importer,
    trainer: programs.trainer,
    library,
    statistics: createStatisticsDesk({ store, library }),
    explainProgram: createExplainProgram(programs.explain),
    looks: createLooks(store, (runId) => progress.tell(runId)),
    system: createSystemMonitor({
      store,
      events,
      queue,
      pause,
      progress,
      workers,
      tensorflow: tensorflow.version,
      troubles: () => troubles,
      beatbench,
    }),
    tensorflow,
    beatbench,
    requestShutdown: () => options.onShutdown?.(),
  }
  return context
}
