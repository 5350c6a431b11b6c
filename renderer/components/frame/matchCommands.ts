import type { Command } from '../../stores/commands.ts'

/** Commands whose titles hold every word of `text`, those that start with it first. */
export function matchCommands(commands: readonly Command[], text: string): Command[] {
  const wanted = text.trim().toLowerCase()
  if (wanted === '') return [...commands]
  const words = wanted.split(/\s+/)
  return commands
    .filter((command) => words.every((word) => command.title.toLowerCase().includes(word)))
    .sort((a, b) => rank(a, wanted) - rank(b, wanted))
}

function rank(command: Command, wanted: string): number {
  const title = command.title.toLowerCase()
  if (title.startsWith(wanted)) return 0
  return title.includes(` ${wanted}`) ? 1 : 2
}
