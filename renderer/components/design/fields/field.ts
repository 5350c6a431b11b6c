/** Dotted paths of the values inside a thing: "kernelSize", "pooling.size", "classWeights.2". Same as in a schema's issues. */
export type FieldPath<T> = T extends readonly unknown[]
  ? `${number}`
  : T extends object
    ? { [K in keyof T & string]: K | `${K}.${FieldPath<T[K]>}` }[keyof T & string]
    : never

export interface Choice {
  value: string
  text: string
}

interface NumberControl {
  type: 'number'
  /** Shows steppers, and lets ↑ ↓ change the number. */
  step?: number
  min?: number
  max?: number
  /** Values offered as a toggle beside the field. */
  usual?: readonly number[]
  /** Offers halving and doubling. */
  doubles?: boolean
  unit?: string
  /** Stands small above the field. */
  above?: string
}

/** A share of 0 up to `max`, dragged or typed. */
interface SliderControl {
  type: 'slider'
  max: number
}

interface SwitchControl {
  type: 'switch'
  /** What the value is when on (true unless given); off is null, or false for true. */
  on?: unknown
  unit?: string
}

/** One of several: side by side, or as a list. */
interface ChoiceControl<T> {
  type: 'choice' | 'select'
  choices: readonly Choice[]
  /** Where the choice is not the value itself: which one is taken, and what taking one makes of the thing. */
  read?: (thing: T) => string
  write?: (choice: string, thing: T) => T
}

/** One value of a thing and the control that edits it. */
export type Field<T> = {
  path: FieldPath<T> & string
  /** What is read out; the row's label unless given. */
  name?: string
  isShown?: (thing: T) => boolean
} & (NumberControl | SliderControl | SwitchControl | ChoiceControl<T>)

/** A label with its controls, and a line that explains them. */
export interface Row<T> {
  label: string
  fields: readonly Field<T>[]
  note?: string | ((thing: T) => string)
}

/** Messages by path, of values that were refused. */
export type Problems = Readonly<Record<string, string>>

/** The value at a path; undefined where the thing has no such part. */
export function valueAt(thing: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((part, key) => (isObject(part) ? (part as Record<string, unknown>)[key] : undefined), thing)
}

/** A copy of the thing with another value at a path. */
export function withValueAt<T>(thing: T, path: string, value: unknown): T {
  const [key = '', ...rest] = path.split('.')
  if (!isObject(thing)) return thing
  const inner = rest.length === 0 ? value : withValueAt((thing as Record<string, unknown>)[key], rest.join('.'), value)
  if (Array.isArray(thing)) return thing.with(Number(key), inner) as T
  return { ...thing, [key]: inner }
}

/** Rows that have something to show, with only those of their fields. */
export function shownRows<T>(rows: readonly Row<T>[], thing: T): Row<T>[] {
  return rows
    .map((row) => ({ ...row, fields: row.fields.filter((field) => field.isShown?.(thing) ?? true) }))
    .filter((row) => row.fields.length > 0)
}

/**
 * Problems by the field that is marked: one of a whole part ("pooling") goes to the first field inside it that is shown
 * ("pooling.size"), where there is one.
 */
export function placeProblems<T>(rows: readonly Row<T>[], problems: Problems): Problems {
  const paths = rows.flatMap((row) => row.fields.map(({ path }): string => path))
  const placed = Object.entries(problems).map(([path, message]) => [
    paths.find((candidate) => candidate.startsWith(`${path}.`)) ?? path,
    message,
  ])
  return Object.fromEntries(placed)
}

/** The message of the first field of a row that was refused. */
export function problemOf<T>(row: Row<T>, problems: Problems): string {
  return row.fields.map((field) => problems[field.path]).find(Boolean) ?? ''
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Choices from a record of texts by value. */
export function listed(texts: Readonly<Record<string, string>>): Choice[] {
  return Object.entries(texts).map(([value, text]) => ({ value, text }))
}
