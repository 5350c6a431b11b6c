import type { EngineClient } from '../client/connectEngine.ts'
import { AppError } from '../shared/appError.ts'
import type { DataSet } from '../shared/dataSet.ts'
import type { Study, Variant } from '../shared/study.ts'

/** @throws AppError `not-found` with the names there are. */
export async function findStudy(client: EngineClient, name: string): Promise<Study> {
  return findByName(await client.invoke('study.list', {}), name, 'study')
}

/** @throws AppError `not-found` with the names there are. */
export async function findDataSet(client: EngineClient, name: string): Promise<DataSet> {
  return findByName(await client.invoke('dataset.list', {}), name, 'data set')
}

/** One of a study. @throws AppError `not-found` with the names there are. */
export async function findVariant(client: EngineClient, study: Study, name: string): Promise<Variant> {
  return findByName(await client.invoke('variant.list', { studyId: study.id }), name, 'variant')
}

/** By exact name, else by `#id`; an archived thing only where no other has the name. */
function findByName<Thing extends { id: number; name: string; archived: boolean }>(
  things: readonly Thing[],
  name: string,
  noun: string,
): Thing {
  const named = things.filter((thing) => thing.name === name || `#${thing.id}` === name)
  const found = named.find((thing) => !thing.archived) ?? named[0]
  if (found) return found
  const names = things.filter((thing) => !thing.archived).map((thing) => `“${thing.name}”`)
  const hint = names.length === 0 ? `There is no ${noun} yet.` : `There is ${names.join(', ')}.`
  throw new AppError('not-found', `There is no ${noun} “${name}”.`, hint)
}
