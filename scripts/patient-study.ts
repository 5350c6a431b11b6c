import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { createContext } from '../electron/cli/context.ts'
import { processTerminal } from '../electron/cli/terminal.ts'
import { UsageError, wholeNumber } from '../electron/cli/usageError.ts'
import { dataFolder } from '../electron/client/defaultDatabase.ts'
import { toErrorData } from '../electron/shared/appError.ts'
import { importRecordings } from './patients/importRecordings.ts'
import { patientStudies } from './patients/plan.ts'
import { writePage } from './patients/writePage.ts'
import { trainStudies } from './reference/train.ts'

/** Trains three published models on patients in both parts and on new ones, and writes `docs/new-patients.md` of it. */
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')

interface Options {
  wfdb?: string
  index?: string
  db: string
  workers?: number
}

const terminal = processTerminal()
const program = new Command('patient-study')
  .description('Scores on new patients beside the published split. Ended at any time, the same command goes on.')
  .option('--wfdb <folder>', 'the records of the MIT-BIH Arrhythmia Database; needed once')
  .option('--index <file>', 'beat_index.csv of the published files, plain or gzip; needed once')
  .option('--db <file>', 'where it is trained, outside of the repository', path.join(dataFolder(), 'patient-study.db'))
  .option('--workers <n>', 'trainings at once, from now on in this database', wholeNumber(1, 256))
  .action(async ({ wfdb, index, workers, db }: Options) => {
    if (!path.relative(root, path.resolve(db)).startsWith('..'))
      throw new UsageError(`The working database ${db} would lie in the repository.`, 'Choose another one with --db.')
    const context = createContext(program, terminal)
    await context.withEngine(async (client) => {
      if (workers !== undefined) await client.invoke('settings.update', { workers })
      const dataSet = await importRecordings(client, context, { wfdb, index })
      await trainStudies(client, context, { studies: Object.values(patientStudies), dataSet })
      const page = path.join(root, 'docs', 'new-patients.md')
      await writePage(client, page)
      terminal.note(`Wrote ${page}.`)
    })
  })

try {
  await program.parseAsync()
} catch (error) {
  const hint = error instanceof UsageError ? error.hint : toErrorData(error).hint
  terminal.note([(error as Error).message, hint].filter(Boolean).join('\n'))
  process.exitCode = error instanceof UsageError ? 2 : 1
}
