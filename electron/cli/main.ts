import { Command, CommanderError } from 'commander'
import { AppError, toErrorData } from '../shared/appError.ts'
import { createContext, type Context } from './context.ts'
import { addDataCommands } from './dataCommands.ts'
import { addDoctorCommand } from './doctorCommand.ts'
import { readVersion } from './doctorProbes.ts'
import { addEngineCommands } from './engineCommands.ts'
import { addExplainCommand } from './explainCommand.ts'
import { NegativeResult } from './negativeResult.ts'
import { addRunCommands } from './runCommands.ts'
import { addServeCommand } from './serveCommand.ts'
import { addStudyCommands } from './studyCommands.ts'
import { processTerminal, type Terminal } from './terminal.ts'
import { UsageError } from './usageError.ts'

/** Exit codes: 0 done, 1 failed, 2 wrong use. */
async function main(args: readonly string[]): Promise<number> {
  const terminal = processTerminal()
  const program = new Command('beatbench')
    .description('Ablation studies of small 1-D CNNs on ECG heartbeats. For research and teaching, not for diagnosis.')
    .version(readVersion())
    .option('--db <file>', "the database; else the user's own")
    .option('--json', 'print JSON where a table is printed')
    .showHelpAfterError('(--help shows how it is used)')
  addCommands(program, createContext(program, terminal))
  setExits(program)
  try {
    await program.parseAsync(args, { from: 'user' })
    return 0
  } catch (error) {
    return report(error, terminal)
  }
}

function addCommands(program: Command, context: Context): void {
  addDoctorCommand(program, context)
  addDataCommands(program, context)
  addStudyCommands(program, context)
  addRunCommands(program, context)
  addExplainCommand(program, context)
  addServeCommand(program, context)
  addEngineCommands(program, context)
}

/** Wrong use is thrown, not ended with commander's own exit code 1; global options may stand anywhere. */
function setExits(command: Command): void {
  command.exitOverride()
  command.commands.forEach(setExits)
}

/** Says what went wrong on standard error, without a stack unless it is a defect; ends with the exit code. */
function report(error: unknown, terminal: Terminal): number {
  // Commander has printed its own message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof NegativeResult) return 1
  if (error instanceof UsageError || error instanceof AppError) {
    terminal.note(`beatbench: ${error.message}`)
    if (error.hint !== undefined) terminal.note(error.hint)
    return error instanceof UsageError || error.code === 'bad-input' ? 2 : 1
  }
  terminal.note(`beatbench: ${toErrorData(error).message}`)
  if (process.env['BEATBENCH_DEBUG'] && error instanceof Error) terminal.note(error.stack ?? '')
  return 1
}

process.exitCode = await main(process.argv.slice(2))
