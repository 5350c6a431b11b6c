import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command, Option } from 'commander'
import { createContext } from '../electron/cli/context.ts'
import { processTerminal } from '../electron/cli/terminal.ts'
import { UsageError, wholeNumber } from '../electron/cli/usageError.ts'
import { dataFolder } from '../electron/client/defaultDatabase.ts'
import { toErrorData } from '../electron/shared/appError.ts'
import { referencePlan } from './reference/plan.ts'
import { runStages, stages, usualStages, type Stage } from './reference/runStages.ts'

/**
 * Trains the published study on the real set, and makes the repository's `experiments.db` and docs page of it:
 * `npm run reference-study -- --data FOLDER`. What is trained, and with which seeds, stands in `reference/plan.ts`.
 */
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

interface Options {
  data?: string
  db: string
  only?: Stage
  workers?: number
}

const terminal = processTerminal()
const program = new Command('reference-study')
  .description('Reproduces the published study. Ended at any time, the same command goes on where it was left.')
  .option('--data <folder>', 'where mitbih_train.csv and mitbih_test.csv lie, plain or gzip; needed once')
  .option(
    '--db <file>',
    'where it is trained, outside of the repository',
    path.join(dataFolder(), 'reference-study.db'),
  )
  .addOption(
    new Option(
      '--only <stage>',
      'train, or write experiments.db, or its docs page, else all three; or upgrade experiments.db to the newest schema',
    ).choices(stages),
  )
  .option('--workers <n>', 'trainings at once, from now on in this database', wholeNumber(1, 256))
  .action(async ({ data, only, workers, db }: Options) => {
    if (!path.relative(root, path.resolve(db)).startsWith('..'))
      throw new UsageError(`The working database ${db} would lie in the repository.`, 'Choose another one with --db.')
    await runStages(createContext(program, terminal), referencePlan, {
      stages: only === undefined ? usualStages : [only],
      csvFolder: data,
      workers,
      target: path.join(root, 'experiments.db'),
      page: path.join(root, 'docs', 'published-study.md'),
    })
  })

try {
  await program.parseAsync()
} catch (error) {
  const hint = error instanceof UsageError ? error.hint : toErrorData(error).hint
  terminal.note([(error as Error).message, hint].filter(Boolean).join('\n'))
  process.exitCode = error instanceof UsageError ? 2 : 1
}
