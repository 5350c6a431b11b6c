import { Command } from 'commander'
import { createContext } from '../../../../electron/cli/context.ts'
import { processTerminal } from '../../../../electron/cli/terminal.ts'
import { runStages, type Stage } from '../../../../scripts/reference/runStages.ts'
import { tinyPlan } from '../tinyPlan.ts'

/** `tinyStudy.ts WORKING.db CSV-FOLDER EPOCHS TARGET.db PAGE.md STAGES`: the stages of a small study, as a process to be killed. */
const [db = '', csvFolder = '', epochs = '1', target = '', page = '', stages = ''] = process.argv.slice(2)
const program = new Command().option('--db <file>', '', db)
await runStages(createContext(program, processTerminal()), tinyPlan(Number(epochs)), {
  stages: stages.split(',') as Stage[],
  csvFolder,
  workers: 2,
  target,
  page,
})
