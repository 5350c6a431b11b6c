import type { z } from 'zod'
import { AppError } from '../shared/appError.ts'
import { commands, type CommandName, type ParsedInput } from '../shared/contract/commands.ts'

/**
 * What a client sent, as the command's schema has it.
 * @throws AppError `bad-input` naming the field and what is wrong with it.
 */
export function parseInput<C extends CommandName>(command: C, input: unknown): ParsedInput<C> {
  const parsed = (commands[command].input as z.ZodType).safeParse(input ?? {})
  if (parsed.success) return parsed.data as ParsedInput<C>
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') || 'input'
  throw new AppError('bad-input', `${command}: ${field}: ${issue?.message ?? 'not understood'}`)
}
