import type { Join } from '../../../electron/shared/architecture.ts'
import { listed, type Field, type Row } from './fields/field.ts'

const joins = listed({ none: 'None', add: 'Add', 'add-norm': 'Add & norm' })

function joinOf(choice: string, old: Join | null): Join | null {
  if (choice !== 'add' && choice !== 'add-norm') return null
  return { type: choice, span: old?.span ?? 1 }
}

/** The row of a layer's join: its kind, and over how many layers it goes. `index` is the layer's own, `name` "block" or the like. */
export function joinRow<T extends { join: Join | null }>(index: number, name: string): Row<T> {
  const type: Field<T> = {
    type: 'select',
    path: 'join' as Field<T>['path'],
    choices: joins,
    read: (layer) => layer.join?.type ?? 'none',
    write: (choice, layer) => ({ ...layer, join: joinOf(choice, layer.join) }),
  }
  const span: Field<T> = {
    type: 'number',
    path: 'join.span' as Field<T>['path'],
    name: `Span of the join in ${name}s`,
    step: 1,
    min: 1,
    max: index + 1,
    isShown: (layer) => layer.join !== null,
  }
  return { label: 'Join', fields: [type, span], note: ({ join }) => describeJoin(join, index, name) }
}

function describeJoin(join: Join | null, index: number, name: string): string {
  if (!join) return ''
  const first = index + 2 - join.span
  if (!(first >= 1)) return ''
  const from = join.span === 1 ? `this ${name}` : `${name} ${first}, ${join.span} ${name}s in all`
  return `Adds what enters ${from}${join.type === 'add-norm' ? '; a layer norm follows' : ''}.`
}
