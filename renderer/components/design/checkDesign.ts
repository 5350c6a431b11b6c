import { AppError } from '../../../electron/shared/appError.ts'
import { architectureSchema, type Architecture } from '../../../electron/shared/architecture.ts'
import { summarise, type NetworkSummary } from '../../../electron/shared/network.ts'
import { plainly } from './checkRecipe.ts'

/** Why a design cannot be built, and where: a block, or the head (`block` null), and its field. */
export interface DesignProblem {
  message: string
  hint: string | undefined
  block: number | null
  field: string | null
}

/** Either what a design comes to, or why it cannot be built. */
export type DesignCheck = { summary: NetworkSummary; problem: null } | { summary: null; problem: DesignProblem }

/** Checks a design's fields one by one, then whether the layers fit together. */
export function checkDesign(architecture: Architecture): DesignCheck {
  const parsed = architectureSchema.safeParse(architecture)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    return {
      summary: null,
      problem: fieldProblem(issue?.path ?? [], plainly(issue?.message ?? 'This value is not possible.')),
    }
  }
  try {
    return { summary: summarise(architecture), problem: null }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { summary: null, problem: { message: error.message, hint: error.hint, ...placeOf(error.message) } }
  }
}

function fieldProblem(path: readonly PropertyKey[], text: string): DesignProblem {
  const [part, index, field] = path
  if (part === 'blocks' && typeof index === 'number') {
    const name = String(field ?? '')
    return {
      message: `Block ${index + 1}, ${describeField(name)}: ${text}`,
      hint: undefined,
      block: index,
      field: name,
    }
  }
  if (part === 'blocks')
    return { message: 'A network has 1 to 32 blocks.', hint: undefined, block: null, field: 'blocks' }
  return { message: `Head: ${text}`, hint: undefined, block: null, field: String(index ?? '') }
}

const fieldNames: Record<string, string> = { kernelSize: 'kernel size', batchNorm: 'batch norm' }

function describeField(field: string): string {
  return fieldNames[field] ?? field
}

/** `layersOf` names the block first and then what does not fit: its kernel or its pooling. */
function placeOf(message: string): { block: number | null; field: string | null } {
  const block = /^Block (\d+):/.exec(message)?.[1]
  const field = message.includes('kernel spans') ? 'kernelSize' : message.includes('pooling by') ? 'pooling' : null
  return { block: block === undefined ? null : Number(block) - 1, field }
}
