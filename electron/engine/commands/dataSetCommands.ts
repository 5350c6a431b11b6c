import { classCount } from '../../shared/beatClass.ts'
import type { BeatsFile } from '../../shared/beatsFile.ts'
import { beatAt } from '../../data/beats.ts'
import type { EngineContext } from '../context.ts'
import type { HandlersOf } from '../handlers.ts'
import { importJob } from '../jobs/importJob.ts'
import { localPathOf } from '../localFile.ts'
import { recordCommands } from './recordCommands.ts'

export function dataSetCommands(context: EngineContext): HandlersOf<'dataset'> {
  const { store, events, jobs, library } = context
  const tell = () => {
    events.publish('list.change', { noun: 'dataset' })
    return {}
  }

  return {
    ...recordCommands(context),
    'dataset.list': () => store.dataSets.list(),
    'dataset.import': ({ name, train, test }) =>
      jobs.start(
        importJob(context, {
          kind: 'import',
          title: `Import "${name}"`,
          name,
          spec: { kind: 'kaggle-csv', trainPath: localPathOf(train), testPath: localPathOf(test) },
        }),
      ),
    'dataset.generate': ({ name, beats, seed }) =>
      jobs.start(
        importJob(context, {
          kind: 'generate',
          title: `Generate ${beats} beats for "${name}"`,
          name,
          spec: { kind: 'synthetic', beats, seed },
        }),
      ),
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

/** Rows of the `nth` beat (from 0) of each class that has so many; of an excerpt, among those whose samples are here. */
function nthOfEachClass({ labels, kept }: BeatsFile, nth: number): number[] {
  const seen = new Array<number>(classCount).fill(0)
  const found: number[] = []
  for (const row of kept ?? labels.keys()) {
    const label = labels[row] ?? 0
    const count = seen[label] ?? 0
    if (count === nth) found[label] = row
    seen[label] = count + 1
  }
  return found.filter((row) => row !== undefined)
}
