import path from 'node:path'
import type { Command } from 'commander'
import type { EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import { describeRateBeyond } from '../shared/learningRate.ts'
import type { Run } from '../shared/run.ts'
import { printRows, type Context } from './context.ts'
import { findStudy, findVariant } from './findByName.ts'
import { followJob } from './followJob.ts'
import { refuseUnfinished, resumeQueue } from './runStudy.ts'
import { endingOf, resumeGoesOn, StudyWatch } from './studyWatch.ts'
import { wholeNumber } from './usageError.ts'

const runId = wholeNumber(1)
const largestSeed = 2 ** 31 - 1

/** `run pause`, `resume`, `retry`, `cancel`, `extend`, `repeat`, `import`. */
export function addRunControls(run: Command, context: Context): void {
  addEnding(run, context)
  addStarting(run, context)
  addRepeat(run, context)
  addImport(run, context)
}

function addEnding(run: Command, context: Context): void {
  forRun(run, 'pause', 'take a run out of training, to go on later')
    .option('--now', 'not after its running epoch but at once, which loses that epoch')
    .action(async (id: number, { now = false }: { now?: boolean }) => {
      await context.withEngine(async (client) => {
        await client.invoke('run.pause', { id, when: now ? 'now' : 'epoch' })
        const { state, pauseRequested } = await client.invoke('run.get', { id })
        const later = `it goes on with \`run resume ${id}\``
        if (pauseRequested) context.terminal.note(`Run ${id} pauses after its running epoch; ${later}.`)
        else context.terminal.note(`Run ${id} is ${state}; ${later}.`)
      })
    })
  forRun(
    run,
    'cancel',
    'end a run without scores; finished epochs stay, and one that is extended is as it was before',
  ).action(async (id: number) => {
    await context.withEngine(async (client) => {
      await client.invoke('run.cancel', { id })
      context.terminal.note(endingOf(await client.invoke('run.get', { id })))
    })
  })
}

interface Waiting {
  /** False with `--no-wait`. */
  wait: boolean
}

function addStarting(run: Command, context: Context): void {
  forRun(run, 'resume', 'go on with a paused, interrupted, cancelled or failed run from its last checkpoint')
    .option('--no-wait', 'only queue it: it trains in the engine')
    .action((id: number, options: Waiting) =>
      begin(context, options, async (client) => {
        await client.invoke('run.resume', { id })
        return id
      }),
    )
  forRun(run, 'retry', 'begin such a run anew; what it had so far is lost')
    .option('--no-wait', 'only queue it: it trains in the engine')
    .action((id: number, options: Waiting) =>
      begin(context, options, async (client) => {
        await client.invoke('run.retry', { id })
        return id
      }),
    )
  forRun(run, 'extend', 'train a finished run on, without early stopping, and score it again')
    .requiredOption('--epochs <n>', 'how many in all', wholeNumber(2, 10_000))
    .option('--no-wait', 'only queue it: it trains in the engine')
    .action((id: number, { epochs, ...options }: Waiting & { epochs: number }) =>
      begin(context, options, async (client) => {
        await client.invoke('run.extend', { id, epochs })
        const { recipe } = await client.invoke('run.get', { id })
        const rate = epochs > recipe.epochs ? describeRateBeyond(recipe) : ''
        if (rate !== '') context.terminal.note(rate)
        return id
      }),
    )
}

function addRepeat(run: Command, context: Context): void {
  forRun(
    run,
    'repeat',
    'train a finished run again and compare every number, bit for bit; ends with 1 where one differs',
  ).action(async (id: number) => {
    await context.withEngine(async (client) => {
      const job = await followJob(client, context.terminal, () => client.invoke('run.repeat', { id }))
      const { repetitions } = await client.invoke('run.get', { id })
      const [newest] = repetitions
      if (!newest) throw new AppError('not-found', `What came out of repeating run ${id} is not there.`)
      const { isIdentical, differences, environmentChanges } = newest
      context.terminal.note(`Run ${id}: ${job.message}.`)
      for (const change of environmentChanges) context.terminal.note(`Not as it was: ${change}.`)
      printRows(context, newest, () => (isIdentical ? 'identical' : differences.join('\n')))
      if (!isIdentical) throw new AppError('conflict', `Run ${id} came out differently.`)
    })
  })
}

interface ImportOptions extends Waiting {
  study: string
  variant: string
  seed: number
}

function addImport(run: Command, context: Context): void {
  run
    .command('import')
    .argument('<file>', 'safetensors, with names and shapes as `run export` writes them')
    .description('score weights from elsewhere as a run of a variant of the same design')
    .requiredOption('--study <name>', 'of the variant')
    .requiredOption('--variant <name>', 'whose design the weights are of')
    .requiredOption('--seed <n>', 'that the run is to stand under', wholeNumber(0, largestSeed))
    .option('--no-wait', 'only queue it: it is scored in the engine')
    .action((file: string, { study, variant, seed, ...options }: ImportOptions) =>
      begin(context, options, async (client) => {
        const { id: variantId } = await findVariant(client, await findStudy(client, study), variant)
        const { id } = await client.invoke('run.importWeights', { variantId, seed, file: { path: path.resolve(file) } })
        return id
      }),
    )
}

function forRun(run: Command, name: string, description: string): Command {
  return run.command(name).argument('<run>', 'its number, see `run list`', runId).description(description)
}

/**
 * Queues a run and, unless told not to, follows it to its end; then prints it.
 * @throws AppError `trainer-failed` when it does not finish, `cancelled` after Ctrl-C, which pauses it.
 */
function begin(context: Context, { wait }: Waiting, queue: (client: EngineClient) => Promise<number>): Promise<void> {
  return context.withEngine(async (client) => {
    const run = wait
      ? await follow(client, context, queue)
      : await client.invoke('run.get', { id: await queue(client) })
    if (!wait) context.terminal.note(`Run ${run.id} is ${run.state}; it goes on in the engine.`)
    printRows(context, run, () => endingOf(run))
    if (wait)
      refuseUnfinished([run], `\`run resume ${run.id}\` goes on with it, \`run retry ${run.id}\` begins it anew.`)
  })
}

async function follow(
  client: EngineClient,
  context: Context,
  queue: (client: EngineClient) => Promise<number>,
): Promise<Run> {
  const watch = new StudyWatch(client, context)
  try {
    const id = await queue(client)
    await resumeQueue(client, context)
    const [run] = await watch.waitFor([await client.invoke('run.get', { id })], [id], resumeGoesOn(id))
    if (!run) throw new AppError('not-found', `There is no run ${id} any more.`)
    return run
  } finally {
    watch.end()
  }
}
