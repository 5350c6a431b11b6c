import { beatClasses } from '../beatClass.ts'

/** "class N", "classes S, V and F", "class S, V or F". */
export function classWords(labels: readonly number[], conjunction: 'and' | 'or' = 'and'): string {
  const letters = labels.map((label) => beatClasses[label] ?? `${label}`)
  const last = letters.at(-1) ?? ''
  if (letters.length === 1) return `class ${last}`
  return `${conjunction === 'and' ? 'classes' : 'class'} ${letters.slice(0, -1).join(', ')} ${conjunction} ${last}`
}
