import { publishedRecipe } from '../../electron/shared/recipe.ts'
import type { NewVariant, Variant } from '../../electron/shared/study.ts'
import { blankArchitecture } from '../components/design/editArchitecture.ts'
import { useDesign } from '../stores/design.ts'
import { useStudies } from '../stores/studies.ts'
import { useVariants } from '../stores/variants.ts'
import { freeName } from './freeName.ts'

/** Adding, copying and ordering the variants of the open study. */
export function useVariantActions() {
  const studies = useStudies()
  const variants = useVariants()
  const design = useDesign()

  async function addToStudy(variant: NewVariant): Promise<Variant | null> {
    if (studies.openId === null) return null
    const names = variants.list.map(({ name }) => name)
    const added = await variants.add(studies.openId, { ...variant, name: freeName(variant.name, names) })
    design.select(added.id)
    if (studies.open?.baselineVariantId === null) await studies.setBaseline(added.studyId, added.id)
    return added
  }

  /** A variant of a preset; a blank one for null. */
  function add(variant: NewVariant | null): Promise<Variant | null> {
    const blank = { name: 'New variant', architecture: blankArchitecture(), recipe: publishedRecipe(), published: null }
    return addToStudy(variant ?? blank)
  }

  /** A copy with the draft's state, right after the original; it has no published score, since it is there to be changed. */
  async function duplicate(variant: Variant): Promise<void> {
    const added = await addToStudy({
      ...design.draftOf(variant).state.value,
      name: `${variant.name} copy`,
      published: null,
    })
    if (!added || studies.openId === null) return
    const ids = variants.list.map((other) => other.id).filter((id) => id !== added.id)
    ids.splice(ids.indexOf(variant.id) + 1, 0, added.id)
    await variants.reorder(studies.openId, ids)
  }

  async function order(ids: number[]): Promise<void> {
    if (studies.openId !== null) await variants.reorder(studies.openId, ids)
  }

  async function setBaseline(variantId: number): Promise<void> {
    if (studies.openId !== null) await studies.setBaseline(studies.openId, variantId)
  }

  async function archive(variant: Variant): Promise<void> {
    await variants.update({ id: variant.id, archived: !variant.archived })
  }

  return { add, duplicate, order, setBaseline, archive }
}
