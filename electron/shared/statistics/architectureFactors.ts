import type { Architecture, Block, Head, Join, Pooling, RecurrentLayer } from '../architecture.ts'
import type { Factors } from './factorColumns.ts'

type Level = string | number | null

/** Every field has its factors: a new one must be given some, or designs that differ in it would look alike. */
type FactorsOf<Part> = { [Field in keyof Part]: (values: readonly Part[Field][]) => Factors }

/** The factors of an architecture; see `designFactors`. */
export function architectureFactors({ blocks, recurrent, head }: Architecture): Factors {
  return {
    depth: blocks.length,
    ...factorsOf(blocks, blockFactors),
    'recurrent layers': recurrent.length,
    ...factorsOf(recurrent, recurrentFactors),
    ...factorsOf([head], headFactors),
    // Without hidden layers the head has nothing to activate.
    ...(head.dense.length === 0 ? { 'head activation': null } : {}),
  }
}

function factorsOf<Part extends object>(parts: readonly Part[], readers: FactorsOf<Part>): Factors {
  const fields = Object.keys(readers) as (keyof Part)[]
  return Object.assign({}, ...fields.map((field) => readers[field](parts.map((part) => part[field])))) as Factors
}

const blockFactors: FactorsOf<Block> = {
  filters: (values) => ({ filters: values[0] ?? null, 'filter growth': growthOf(values) }),
  kernelSize: (values) => ({ 'kernel size': collapse(values) }),
  dilation: (values) => ({ dilation: collapse(values) }),
  stride: (values) => ({ stride: collapse(values) }),
  padding: (values) => ({ padding: collapse(values) }),
  bias: (values) => ({ bias: collapse(values.map((bias) => (bias ? 'yes' : 'no'))) }),
  normalisation: (values) => ({ normalisation: collapse(values) }),
  join: (values) => ({ 'skip connections': collapse(values.map(joinText)) }),
  activation: (values) => ({ activation: collapse(values) }),
  pooling: (values) => ({ pooling: collapse(values.map(poolingText)) }),
  dropout: (values) => ({ dropout: collapse(values) }),
}

const recurrentFactors: FactorsOf<RecurrentLayer> = {
  cell: (values) => ({ 'recurrent cell': collapse(values) }),
  units: (values) => ({ 'recurrent units': collapse(values) }),
  bidirectional: (values) => ({ directions: collapse(values.map((isBoth) => (isBoth ? 2 : 1))) }),
  join: (values) => ({ 'recurrent skip connections': collapse(values.map(joinText)) }),
  dropout: (values) => ({ 'recurrent dropout': collapse(values) }),
}

const headFactors: FactorsOf<Head> = {
  reduce: ([reduce]) => ({ 'head input': reduce ?? null }),
  dense: ([dense = []]) => ({ 'head size': dense.length === 1 ? dense[0]! : dense.join(', ') || 'none' }),
  activation: ([activation]) => ({ 'head activation': activation ?? null }),
  dropout: ([dropout]) => ({ 'head dropout': dropout ?? null }),
}

/** Equal values once, so that more blocks of the same kind are the same level; else all of them as text. */
function collapse(values: readonly (string | number)[]): Level {
  const [first = null] = values
  return values.every((value) => value === first) ? first : values.join(', ')
}

/** How filters go on from the first block's: apart from their number, so that the two are factors of their own. */
function growthOf(filters: readonly number[]): Level {
  const [first] = filters
  if (first === undefined || filters.length < 2) return null
  const isEach = (next: (before: number) => number) =>
    filters.every((count, index) => index === 0 || count === next(filters[index - 1]!))
  if (isEach((before) => before)) return 'constant'
  if (isEach((before) => 2 * before)) return 'doubling'
  return filters.map((count) => `x${Number((count / first).toFixed(6))}`).join(' ')
}

function joinText(join: Join | null): string {
  if (join === null) return 'none'
  return `${join.type === 'add' ? 'add' : 'add & norm'} over ${join.span}`
}

function poolingText(pooling: Pooling): string {
  if (pooling.type === 'none') return 'none'
  return `${pooling.type} ${pooling.size}${pooling.stride === pooling.size ? '' : ` stride ${pooling.stride}`}`
}
