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
const control: RunControl = { stopAfterEpoch: false }
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
  const send = (report: TrainerReport) => process.send?.(report)
  process.on('disconnect', () => process.exit(process.exitCode ?? 0))
  process.on('message', (command: TrainerCommand) => {
    if (command.type === 'stop-after-epoch') control.stopAfterEpoch = true
    else if (!isRunning) {
      isRunning = true
      void runOnce(() => runSpecSchema.parse(command.spec) as RunSpec, send).then((isFinished) => {
        process.exitCode = isFinished ? 0 : 1
        // Reports still in the channel are sent before it closes.
        process.disconnect()
      })
    }
  })
}

/** Trains; a failure becomes the last report. True where the run finished. */
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
