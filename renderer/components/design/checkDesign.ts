import { architectureSchema, type Architecture } from '../../../electron/shared/architecture.ts'
import { DesignError, type DesignPlace } from '../../../electron/shared/network.ts'
import { summarise, type NetworkSummary } from '../../../electron/shared/networkSummary.ts'
import { plainly } from './checkRecipe.ts'
import type { DesignPart } from './designPart.ts'
import type { Problems } from './fields/field.ts'

/** Why a design cannot be built, and where. The field is a path inside its part: "kernelSize", "pooling.size", "dense.0". */
export interface DesignProblem {
  message: string
  hint: string | undefined
  place: DesignPlace
}

/** Either what a design comes to, or why it cannot be built. */
export type DesignCheck = { summary: NetworkSummary; problem: null } | { summary: null; problem: DesignProblem }

/** Checks a design's fields one by one, then whether the layers fit together and to beats of so many samples. */
export function checkDesign(architecture: Architecture, beatLength: number): DesignCheck {
  const parsed = architectureSchema.safeParse(architecture)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const isNumber = issue?.code === 'invalid_type' && issue.expected === 'number'
    const text = isNumber ? 'A number is needed.' : plainly(issue?.message ?? 'This value is not possible.')
    return { summary: null, problem: fieldProblem(issue?.path ?? [], text) }
  }
  try {
    return { summary: summarise(architecture, beatLength), problem: null }
  } catch (error) {
    if (!(error instanceof DesignError)) throw error
    const { message, hint, place } = error
    return { summary: null, problem: { message, hint, place } }
  }
}

/** The problem as a message by path, where it lies in this part; nothing where it lies elsewhere. */
export function problemsIn(part: DesignPart, problem: DesignProblem | null): Problems {
  if (problem?.place.part !== part.part || problem.place.index !== part.index) return {}
  return { [problem.place.field]: [problem.message, problem.hint].filter(Boolean).join(' ') }
}

const lists = {
  blocks: { part: 'block', name: 'Block', tooMany: 'A network has at most 32 blocks.' },
  recurrent: { part: 'recurrent', name: 'Recurrent layer', tooMany: 'A network has at most 8 recurrent layers.' },
} as const

function fieldProblem([list, index, ...rest]: readonly PropertyKey[], text: string): DesignProblem {
  const known = list === 'blocks' || list === 'recurrent' ? lists[list] : null
  if (known && typeof index === 'number') {
    const field = rest.map(String).join('.')
    const message = `${known.name} ${index + 1}, ${describeField(field)}: ${text}`
    return { message, hint: undefined, place: { part: known.part, index, field } }
  }
  if (known)
    return { message: known.tooMany, hint: undefined, place: { part: 'head', index: null, field: String(list) } }
  const field = [index, ...rest].filter((key) => key !== undefined).map(String)
  return { message: `Head: ${text}`, hint: undefined, place: { part: 'head', index: null, field: field.join('.') } }
}

/** "kernelSize" as "kernel size", "pooling.size" as "pooling size". */
function describeField(path: string): string {
  return path.replace('.', ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
