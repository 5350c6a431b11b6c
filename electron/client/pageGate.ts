import type { z } from 'zod'
import { AppError } from '../shared/appError.ts'
import {
  commands,
  isCommandName,
  type CommandName,
  type FileRef,
  type ParsedInput,
} from '../shared/contract/commands.ts'
import type { FileTokens } from './fileTokens.ts'

/** What only programs of this computer may ask: a page gets no paths, and does not end the engine under other clients. */
const closedToPages: ReadonlySet<CommandName> = new Set(['run.weights', 'dataset.file', 'engine.shutdown'])

/** A command that has passed the gate: parsed, and with paths in place of tokens. */
export type AdmittedCommand = { [C in CommandName]: { command: C; input: ParsedInput<C> } }[CommandName]

/**
 * Checks what a page sends before it reaches the engine. Everything from a page is taken for hostile: the command must
 * be one that pages may send, its input must fit the contract, and files are tokens that its host has given out.
 * @throws AppError `bad-input` or `not-found` saying what was refused.
 */
export function admitPageCommand(command: unknown, input: unknown, files: FileTokens): AdmittedCommand {
  if (typeof command !== 'string' || !isCommandName(command)) {
    throw new AppError('bad-input', `There is no command ${JSON.stringify(command)}.`)
  }
  if (closedToPages.has(command)) {
    throw new AppError('bad-input', `${command} is not for pages.`, 'Use the command line for it.')
  }
  const schema: z.ZodType = commands[command].input
  const parsed = schema.safeParse(input)
  if (!parsed.success) throw new AppError('bad-input', describeIssues(command, parsed.error))
  const admitted = { command, input: parsed.data } as AdmittedCommand
  return swapTokens(admitted, files)
}

/** Puts paths in place of the tokens of the commands that read files. */
function swapTokens(admitted: AdmittedCommand, files: FileTokens): AdmittedCommand {
  const swap = (file: FileRef) => swapToken(file, files)
  if (admitted.command === 'dataset.import') {
    const { train, test, ...rest } = admitted.input
    return { command: 'dataset.import', input: { ...rest, train: swap(train), test: swap(test) } }
  }
  if (admitted.command === 'dataset.readFolder') {
    const { folder, ...rest } = admitted.input
    return { command: 'dataset.readFolder', input: { ...rest, folder: swap(folder) } }
  }
  if (admitted.command === 'dataset.importRecords') {
    const { folder, index, ...rest } = admitted.input
    const swapped = index === undefined || index === 'in-folder' ? index : swap(index)
    const input = { ...rest, folder: swap(folder), ...(swapped === undefined ? {} : { index: swapped }) }
    return { command: 'dataset.importRecords', input }
  }
  if (admitted.command === 'run.importWeights') {
    const { file, ...rest } = admitted.input
    return { command: 'run.importWeights', input: { ...rest, file: swap(file) } }
  }
  return admitted
}

function swapToken(file: FileRef, files: FileTokens): FileRef {
  if ('path' in file) throw new AppError('bad-input', 'A page names files by token, not by path.')
  return { path: files.pathOf(file.token) }
}

function describeIssues(command: string, error: z.ZodError): string {
  const issues = error.issues.slice(0, 3).map(({ path, message }) => {
    const where = path.map(String).join('.')
    return where === '' ? message : `${where}: ${message}`
  })
  return `${command} was sent what it does not take. ${issues.join(' ')}`
}
