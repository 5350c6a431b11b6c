import { readFileSync } from 'node:fs'
import type { RunSpec, TrainerCommand, TrainerReport } from '../shared/trainerProtocol.ts'
import { describeFailure } from './failure.ts'
import { runSpecSchema } from './runSpecSchema.ts'
import { loadTensorFlow } from './tensorflow.ts'
import { trainRun, type RunControl } from './trainRun.ts'

/**
 * The trainer's program. Forked, it takes a {@link TrainerCommand} `train` over the channel and answers with reports;
 * when the channel closes, whoever asked is gone, and it ends at once. With a file name it trains that spec
 * and prints the reports as lines of JSON.
 */
const control: RunControl = { stopAfterEpoch: false, pauseAfterEpoch: false }
const [specPath] = process.argv.slice(2)
if (specPath !== undefined) runFromFile(specPath)
else if (process.send) runFromChannel()
else {
  console.error('Usage: main.ts SPEC.json (a run spec as in electron/shared/trainerProtocol.ts)')
  process.exitCode = 2
}

function runFromFile(path: string): void {
  const print = (report: TrainerReport) => process.stdout.write(`${JSON.stringify(report)}\n`)
  const read = () => runSpecSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) as RunSpec
  void runOnce(read, print).then((isFinished) => (process.exitCode = isFinished ? 0 : 1))
}

function runFromChannel(): void {
  let isRunning = false
  let sent: Promise<unknown> = Promise.resolve()
  process.on('disconnect', () => process.exit(process.exitCode ?? 0))
  process.on('message', (command: TrainerCommand) => {
    if (command.type === 'stop-after-epoch') control.stopAfterEpoch = true
    else if (command.type === 'pause-after-epoch') control.pauseAfterEpoch = true
    else if (!isRunning) {
      isRunning = true
      const readSpec = () => runSpecSchema.parse(command.spec) as RunSpec
      void runOnce(readSpec, (report) => (sent = send(report))).then(async (isFinished) => {
        process.exitCode = isFinished ? 0 : 1
        await sent
        process.disconnect()
      })
    }
  })
}

/** Settles when the report is in the channel, or when there is none any more: 'disconnect' then ends the process. */
function send(report: TrainerReport): Promise<unknown> {
  return new Promise((resolve) => process.send?.(report, resolve))
}

/** Trains; a failure becomes the last report. True where the run finished or paused. */
async function runOnce(readSpec: () => RunSpec, report: (report: TrainerReport) => void): Promise<boolean> {
  try {
    const spec = readSpec()
    await trainRun(loadTensorFlow(spec.threads), spec, report, control)
    return true
  } catch (error) {
    report({ type: 'failed', error: describeFailure(error) })
    return false
  }
}
