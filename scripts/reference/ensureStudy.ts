import type { EngineClient } from '../../electron/client/connectEngine.ts'
import { AppError } from '../../electron/shared/appError.ts'
import { canonicalJson } from '../../electron/shared/architecture.ts'
import type { NewVariant, Variant } from '../../electron/shared/study.ts'
import type { PlannedStudy } from './plan.ts'

/**
 * A planned study in the database, made where it is not there yet, with its variants in the plan's order.
 * @throws AppError `conflict` where a study of this name has other variants, another data set or split.
 */
export async function ensureStudy(
  client: EngineClient,
  { name, split = 'published', variants: planned }: PlannedStudy,
  dataSetId: number,
): Promise<{ id: number; variants: Variant[] }> {
  const known = (await client.invoke('study.list', {})).find((study) => study.name === name)
  const study =
    known ??
    (await client.invoke('study.create', {
      name,
      dataSetId,
      split,
      seeds: [...new Set(planned.flatMap(({ seeds }) => seeds))].sort((a, b) => a - b),
      variants: planned.map(({ variant }) => variant),
    }))
  const variants = await client.invoke('variant.list', { studyId: study.id })
  if (study.dataSetId !== dataSetId || study.split !== split || !isAsPlanned(variants, planned))
    throw new AppError(
      'conflict',
      `The study “${name}” in ${client.databasePath} was made from another plan or other data.`,
      'Name another database with --db.',
    )
  return { id: study.id, variants }
}

function isAsPlanned(variants: readonly Variant[], planned: PlannedStudy['variants']): boolean {
  const whatIsTrained = ({ name, architecture, recipe }: NewVariant) => canonicalJson({ name, architecture, recipe })
  return (
    variants.length === planned.length &&
    variants.every((variant, index) => {
      const wanted = planned[index]
      return wanted !== undefined && whatIsTrained(variant) === whatIsTrained(wanted.variant)
    })
  )
}
