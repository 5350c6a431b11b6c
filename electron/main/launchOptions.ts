import { existsSync } from 'node:fs'
import path from 'node:path'

/** The database named by `--db FILE` or `--db=FILE`; undefined where none is. */
export function databaseOption(args: readonly string[], folder: string): string | undefined {
  const index = args.findIndex((arg) => arg === '--db' || arg.startsWith('--db='))
  const named = args[index] === '--db' ? args[index + 1] : args[index]?.slice('--db='.length)
  return index < 0 || !named ? undefined : path.resolve(folder, named)
}

/** The nearest folder above `start` that holds the engine: the checkout, or the packaged app. */
export function findRoot(start: string): string {
  let folder = start
  while (!existsSync(path.join(folder, 'electron', 'engine', 'main.ts'))) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error(`There is no engine above ${start}.`)
    folder = parent
  }
  return folder
}
