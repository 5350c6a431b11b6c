import { isAbsolute } from 'node:path'
import { AppError } from '../../shared/appError.ts'
import { classCount } from '../../shared/beatClass.ts'
import type { BeatsFile } from '../../shared/beatsFile.ts'
import type { FileRef } from '../../shared/contract/commands.ts'
import { beatAt } from '../../data/beats.ts'
import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'

export function dataSetCommands({ store, events, jobs, library }: EngineContext): HandlersOf<'dataset'> {
  const tell = () => {
    events.publish('list.change', { noun: 'dataset' })
    return {}
  }

  return {
    'dataset.list': () => store.dataSets.list(),
    'dataset.import': ({ name, train, test }) =>
      jobs.start({
        kind: 'import',
        title: `Import "${name}"`,
        name,
        spec: { kind: 'kaggle-csv', trainPath: pathOf(train), testPath: pathOf(test) },
      }),
    'dataset.generate': ({ name, beats, seed }) =>
      jobs.start({
        kind: 'generate',
        title: `Generate ${beats} beats for "${name}"`,
        name,
        spec: { kind: 'synthetic', beats, seed },
      }),
    'dataset.rename': ({ id, name }) => {
      store.dataSets.rename(id, name)
      return tell()
    },
    'dataset.archive': ({ id, archived }) => {
      store.dataSets.archive(id, archived)
      return tell()
    },
    'dataset.planDelete': ({ id }) => store.dataSets.planDelete(id),
    'dataset.delete': ({ id }) => {
      const freed = store.dataSets.delete(id)
      tell()
      return freed
    },
    'dataset.beats': ({ id, rows, nth = 0 }) => {
      const file = library.beats(id)
      return (rows ?? nthOfEachClass(file, nth)).map((row) => beatAt(file, row))
    },
    'dataset.lengths': ({ id }) => library.lengths(id),
  }
}

/** Hosts turn a page's tokens into paths before a command comes here. */
function pathOf(file: FileRef): string {
  if ('path' in file && isAbsolute(file.path)) return file.path
  throw new AppError('bad-input', 'The engine reads files by their whole path.', 'Choose the file again.')
}

/** Rows of the `nth` beat (from 0) of each class that has so many. */
function nthOfEachClass({ labels }: BeatsFile, nth: number): number[] {
  const seen = new Array<number>(classCount).fill(0)
  const found: number[] = []
  labels.forEach((label, row) => {
    const count = seen[label] ?? 0
    if (count === nth) found[label] = row
    seen[label] = count + 1
  })
  return found.filter((row) => row !== undefined)
}
