import { writeFileSync } from 'node:fs'
import type { ImportCommand } from '../../../electron/shared/importProtocol.ts'

/** An import that has begun to write and never ends by itself. */
process.on('disconnect', () => process.exit(0))
process.on('message', (command: ImportCommand) => {
  if (command.type !== 'import') return
  writeFileSync(`${command.spec.outputPath}.partial`, 'half a data set')
  process.send?.({ type: 'progress', fraction: 0.5, message: `Reading, process ${process.pid}` })
})
