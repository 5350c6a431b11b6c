import { parts as allParts, splitDefinitionSchema, type SplitDefinition } from '../../../../electron/shared/split.ts'
import type { PartOfRecord } from './recordParts.ts'

/** The kinds of split that are made by hand; the others come with an import. */
export type DesignedKind = 'inter-patient' | 'k-fold' | 'custom'

/** What the dialog says of each kind; `otherwise`: what to change where the data set has such a split already. */
export const kindTexts: Record<DesignedKind, { title: string; about: string; otherwise: string }> = {
  'inter-patient': {
    title: 'Inter-patient',
    about: 'The two halves of the MIT-BIH database that most studies of new patients compare on.',
    otherwise: '',
  },
  'k-fold': {
    title: 'k-fold by patient',
    about: 'Every patient is tested once, by networks that never saw this patient. Each run trains one fold.',
    otherwise: ': choose another number of folds or another seed',
  },
  custom: {
    title: 'Custom',
    about: 'Put whole records into training, validation and test yourself.',
    otherwise: ': choose another name',
  },
}

/** What is put together in the dialog, for all kinds. */
export interface SplitChoices {
  keepPersonsTogether: boolean
  folds: { folds: number; repeats: number; seed: number }
  name: string
  parts: PartOfRecord
}

/** The definition that the choices make, or what is missing. */
export function definitionOf(
  kind: DesignedKind,
  { keepPersonsTogether, folds, name, parts }: SplitChoices,
): { definition: SplitDefinition; problem: null } | { definition: null; problem: string } {
  const empty = kind === 'custom' ? emptyParts(parts) : []
  if (empty.length > 0) return { definition: null, problem: `Put at least one record into ${listed(empty)}.` }
  const wanted = {
    'inter-patient': { kind, keepPersonsTogether },
    'k-fold': { kind, ...folds },
    custom: { kind, name, records: parts },
  }[kind]
  const parsed = splitDefinitionSchema.safeParse(wanted)
  if (parsed.success) return { definition: parsed.data, problem: null }
  const field = String(parsed.error.issues[0]?.path.at(-1) ?? '')
  return { definition: null, problem: fieldProblems[field] ?? 'This cannot be used.' }
}

function emptyParts(parts: PartOfRecord): string[] {
  const taken = new Set(Object.values(parts))
  return allParts.filter((part) => !taken.has(part))
}

const fieldProblems: Record<string, string> = {
  folds: 'Folds: a whole number from 3 to 20. Training, validation and test need at least three.',
  repeats: 'Repeats: a whole number from 1 to 10.',
  seed: 'Seed: a whole number from 0 to 2,147,483,647.',
  name: 'Name: from 1 to 60 characters.',
}

function listed(parts: readonly string[]): string {
  return parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}
