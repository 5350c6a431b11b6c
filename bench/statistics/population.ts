import type { Random } from '../../electron/shared/random.ts'
import { packCounts, weightedMacroF1 } from '../../electron/shared/statistics/clusterCounts.ts'

const classCount = 5
const beatsPerPerson = 100
export const classes = [0, 1, 2, 3, 4]

/** A made-up person: shares of the classes, and how often a network of common skill is wrong. */
interface Person {
  shares: number[]
  error: number
}

/** A made-up network, one seed: how much more or less it errs than others. */
export interface Network {
  skill: number
}

export const drawNetwork = (random: Random): Network => ({ skill: Math.exp(0.2 * random.nextNormal()) })

/** Every person has mostly normal beats, some of the rare classes, and a difficulty of its own. */
export function drawPerson(random: Random): Person {
  const weights = [8, 0.6, 1, 0.4, 0.6].map((weight) => weight * random.next() ** 2 + 0.02)
  const sum = weights.reduce((a, b) => a + b, 0)
  return { shares: weights.map((weight) => weight / sum), error: 0.02 + 0.4 * random.next() ** 4 }
}

/** What a network makes of a person is its own: a factor for each pair. */
const errorOf = ({ error }: Person, { skill }: Network, random: Random): number =>
  Math.min(1, error * skill * Math.exp(0.3 * random.nextNormal()))

/** [persons, 25] counts of beats that are drawn; wrong predictions fall on all classes evenly. */
export function drawCounts(persons: readonly Person[], network: Network, random: Random): Int32Array {
  const counts = new Int32Array(persons.length * 25)
  persons.forEach((person, row) => {
    const error = errorOf(person, network, random)
    for (let beat = 0; beat < beatsPerPerson; beat++) {
      const label = pick(person.shares, random.next())
      const predicted = random.next() < error ? random.nextBelow(classCount) : label
      counts[row * 25 + label * classCount + predicted]! += 1
    }
  })
  return counts
}

function pick(shares: readonly number[], at: number): number {
  let passed = 0
  const index = shares.findIndex((share) => (passed += share) > at)
  return index < 0 ? shares.length - 1 : index
}

/** Macro F1 of a network on so many new persons, by expected counts: what an interval over persons should hold. */
export function trueScore(network: Network, persons: number, random: Random): number {
  const sums = new Float64Array(25)
  for (let i = 0; i < persons; i++) {
    const person = drawPerson(random)
    const error = errorOf(person, network, random)
    person.shares.forEach((share, label) =>
      classes.forEach((predicted) => {
        sums[label * classCount + predicted]! += share * ((label === predicted ? 1 - error : 0) + error / classCount)
      }),
    )
  }
  // Counts are whole numbers: of 10^8 beats the rounding is far below what is looked at.
  const counts = Int32Array.from(sums, (sum) => Math.round((sum / persons) * 1e8))
  return weightedMacroF1(packCounts(counts, [0], classes), Float64Array.of(1))
}
