import { problemOfMapping, type SymbolMapping } from '../../../../electron/shared/beatSymbol.ts'

/** What an import of recordings depends on. */
export interface ImportChoices {
  /** Chosen records. */
  chosen: number
  /** Records that can be read, and those that cannot. */
  readable: number
  bad: number
  /** Chosen records that the rule cannot cut, by what is in the way. */
  unfit: readonly { problem: string; records: readonly string[] }[]
  skipBad: boolean
  /** What is wrong with the rule itself. */
  ruleProblem: string | null
  mapping: SymbolMapping
  lacksIndexFile: boolean
  name: string
}

/** Why nothing can be imported so, in the order in which the dialog asks; null where it can. */
export function importProblem(choices: ImportChoices): string | null {
  const { readable, chosen, ruleProblem, mapping, lacksIndexFile, name } = choices
  return (
    (readable === 0 ? 'No record of this folder can be read.' : null) ??
    problemOfBad(choices) ??
    (chosen === 0 ? 'No record is chosen.' : null) ??
    ruleProblem ??
    problemOfUnfit(choices) ??
    problemOfMapping(mapping) ??
    (lacksIndexFile ? 'The index file is not chosen yet.' : null) ??
    (name.trim() === '' ? 'A name is needed.' : null)
  )
}

function problemOfBad({ bad, skipBad }: ImportChoices): string | null {
  if (bad === 0 || skipBad) return null
  if (bad === 1) return 'One record cannot be read: leave it out, or mend the folder and read it again.'
  return `${bad} records cannot be read: leave them out, or mend the folder and read it again.`
}

function problemOfUnfit({ unfit, chosen, skipBad }: ImportChoices): string | null {
  const count = unfit.reduce((sum, { records }) => sum + records.length, 0)
  if (count === 0) return null
  if (count === chosen) return unfit[0]!.problem
  return skipBad
    ? null
    : `${count} of the ${chosen} chosen records cannot be cut so: leave them out, or choose another rule.`
}
