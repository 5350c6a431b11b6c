import type { Random } from '../shared/random.ts'

/** A person with beats per class, as they are dealt into folds: never parted. */
export interface Group {
  name: string
  counts: readonly number[]
}

/**
 * Deals groups into folds so that each class is spread as evenly as whole groups allow. The greedy rule of scikit-learn's
 * `StratifiedGroupKFold` without its shuffling: groups whose class counts differ most come first (in their given order among
 * equal ones), and each goes where the standard deviation over folds of each class's share is least on average; among
 * equals, to the fold with fewest beats.
 *
 * @returns the fold of each group, 0-based, in the order given
 */
export function dealGroups(groups: readonly Group[], folds: number): number[] {
  const { present } = classesOf(groups)
  // scikit-learn counts only classes that occur; their absence from the deviation would change the order.
  const spread = groups.map(({ counts }) => deviation(present.map((label) => counts[label]!)))
  const order = groups.map((_, index) => index).sort((a, b) => spread[b]! - spread[a]! || a - b)
  return dealInOrder(groups, folds, order).foldOf
}

/** Greedy deals in random order vary in how even they are, so that many are made for one. */
const drawnDeals = 100

/**
 * The same in random order: of a hundred deals the most even one. scikit-learn shuffles before it sorts by spread, so that
 * its order, and with it the deal, follows from the counts alone unless groups tie; repeats would then be one deal.
 */
export function dealGroupsAnew(groups: readonly Group[], folds: number, random: Random): number[] {
  const order = groups.map((_, index) => index)
  const deals = Array.from({ length: drawnDeals }, () => dealInOrder(groups, folds, random.shuffle(order)))
  return deals.reduce((best, deal) => (deal.unevenness < best.unevenness ? deal : best)).foldOf
}

/** Each group in turn goes to the fold that is best for it. */
function dealInOrder(
  groups: readonly Group[],
  folds: number,
  order: readonly number[],
): { foldOf: number[]; unevenness: number } {
  const { totals, present } = classesOf(groups)
  const dealt = Array.from({ length: folds }, () => new Array<number>(totals.length).fill(0))
  const foldOf = new Array<number>(groups.length).fill(0)
  for (const index of order) {
    const best = bestFold(groups[index]!.counts, dealt, { totals, present })
    foldOf[index] = best
    groups[index]!.counts.forEach((count, label) => (dealt[best]![label]! += count))
  }
  const shares = (label: number) => dealt.map((ofFold) => ofFold[label]! / totals[label]!)
  return { foldOf, unevenness: sum(present.map((label) => deviation(shares(label)))) }
}

/** Beats of each class in all groups, and the classes that have any. */
function classesOf(groups: readonly Group[]): Classes {
  const classes = groups[0]?.counts.length ?? 0
  const totals = Array.from({ length: classes }, (_, label) => sum(groups.map(({ counts }) => counts[label]!)))
  return { totals, present: totals.flatMap((total, label) => (total > 0 ? [label] : [])) }
}

interface Classes {
  totals: readonly number[]
  present: readonly number[]
}

function bestFold(counts: readonly number[], dealt: readonly number[][], { totals, present }: Classes): number {
  let best = 0
  let least = Infinity
  let fewest = Infinity
  dealt.forEach((_, fold) => {
    const shares = (label: number) =>
      dealt.map((ofFold, other) => (ofFold[label]! + (other === fold ? counts[label]! : 0)) / totals[label]!)
    const unevenness = sum(present.map((label) => deviation(shares(label)))) / present.length
    const beats = sum(dealt[fold]!) + sum(counts)
    // As numpy's isclose: sums in another order differ in their last digits.
    const isEqual = Math.abs(unevenness - least) <= 1e-8 + 1e-5 * Math.abs(least)
    if (unevenness < least || (isEqual && beats < fewest)) {
      best = fold
      least = unevenness
      fewest = beats
    }
  })
  return best
}

function deviation(values: readonly number[]): number {
  const mean = sum(values) / values.length
  return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / values.length)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
