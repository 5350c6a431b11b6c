import { publishedRecipe } from '../../electron/shared/recipe.ts'
import { published11 } from '../../electron/shared/preset.ts'
import type { NewVariant, Variant } from '../../electron/shared/study.ts'
import { blankArchitecture } from '../components/design/editArchitecture.ts'
import { useDesign } from '../stores/design.ts'
import { useStudies } from '../stores/studies.ts'
import { useVariants } from '../stores/variants.ts'

/** Adding, copying and ordering the variants of the open study. */
export function useVariantActions() {
  const studies = useStudies()
  const variants = useVariants()
  const design = useDesign()

  async function addToStudy(variant: NewVariant): Promise<Variant | null> {
    if (studies.openId === null) return null
    const added = await variants.add(studies.openId, { ...variant, name: freeName(variant.name) })
    design.select(added.id)
    if (studies.open?.baselineVariantId === null) await studies.setBaseline(added.studyId, added.id)
    return added
  }

  /** A blank variant, or published model `preset`. */
  function add(preset: number | null): Promise<Variant | null> {
    const model = preset === null ? undefined : published11([preset])[0]
    const blank = { name: 'New variant', architecture: blankArchitecture(), recipe: publishedRecipe(), published: null }
    return addToStudy(model ?? blank)
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

  /** `name`, or `name 2`, `name 3` where the study has it already. */
  function freeName(name: string): string {
    const taken = new Set(variants.list.map((variant) => variant.name))
    let candidate = name
    for (let n = 2; taken.has(candidate); n++) candidate = `${name} ${n}`
    return candidate
  }

  return { add, duplicate, order, setBaseline, archive }
}
