import type { CommandName, Output, ParsedInput } from '../shared/contract/commands.ts'

/** One function per command. A failure the user can act on is thrown as AppError. */
export type Handlers = {
  [C in CommandName]: (input: ParsedInput<C>) => Output<C> | Promise<Output<C>>
}

/** The handlers of the commands whose names begin with `Noun.`. */
export type HandlersOf<Noun extends string> = Pick<Handlers, Extract<CommandName, `${Noun}.${string}`>>
