import type { Command } from 'commander'
import path from 'node:path'
import { printRows, type Context } from './context.ts'
import { collectDoctorFacts, formatDoctorFacts } from './doctor.ts'

/** `doctor`: what this computer and this installation have. */
export function addDoctorCommand(program: Command, context: Context): void {
  program
    .command('doctor')
    .description(
      'what was found: Node, TensorFlow and its kernels, Electron, browser, cores, memory, data folder, free disk',
    )
    .action(async () => {
      const facts = await collectDoctorFacts(path.dirname(context.databasePath()))
      printRows(context, facts, () => formatDoctorFacts(facts))
    })
}
