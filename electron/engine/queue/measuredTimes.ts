/** So many of a variant's newest times count: a computer is not always equally fast. */
const countedTimes = 5

/** Within about this distance (a factor of 1.3), all others count alike. */
const nearness = 0.25

/** Whose time it is: work is in any measure of it, the machine named with all that decides how fast it is. */
export interface TimeOf {
  machine: string
  variantId: number
  work: number
}

interface Group extends TimeOf {
  times: number[]
}

/** How long work took on variants and machines, to say how long it will take on others. */
export interface MeasuredTimes {
  add(of: TimeOf, ms: number): void
  /**
   * The median of what the variant's own work took last on this machine, else what others took for theirs, scaled; with
   * nothing from this machine, likewise by all others. Null while nothing was measured.
   */
  expect(of: TimeOf): number | null
}

export function createMeasuredTimes(): MeasuredTimes {
  const groups: Group[] = []

  const isSame = (a: TimeOf, b: TimeOf) => a.machine === b.machine && a.variantId === b.variantId && a.work === b.work

  function add(of: TimeOf, ms: number): void {
    const known = groups.find((group) => isSame(group, of))
    if (!known) groups.push({ ...of, times: [ms] })
    else if (known.times.push(ms) > countedTimes) known.times.shift()
  }

  function expect(of: TimeOf): number | null {
    const here = groups.filter(({ machine }) => machine === of.machine)
    const known = here.length > 0 ? here : groups
    const own = known.findLast(({ variantId, work }) => variantId === of.variantId && work === of.work)
    return own ? medianOf(own.times) : scaleFrom(known, of.work)
  }

  return { add, expect }
}

/**
 * The time per work of all of them, the nearer the more: a geometric mean weighted by distance, which is that of the
 * logarithms, so that half and twice the work are equally far.
 */
function scaleFrom(groups: readonly Group[], work: number): number | null {
  const rates = groups
    .filter((group) => group.work > 0)
    .map((group) => ({
      logRate: Math.log(medianOf(group.times) / group.work),
      weight: 1 / (nearness + Math.abs(Math.log(group.work / work))) ** 2,
    }))
  const weightSum = rates.reduce((sum, { weight }) => sum + weight, 0)
  if (weightSum === 0) return null
  const logRate = rates.reduce((sum, rate) => sum + rate.weight * rate.logRate, 0) / weightSum
  return work * Math.exp(logRate)
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
}
