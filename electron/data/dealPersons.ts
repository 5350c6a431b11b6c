import { classCount } from '../shared/beatClass.ts'
import type { BeatsFile } from '../shared/beatsFile.ts'
import { createRandom } from '../shared/random.ts'
import { dealGroups, dealGroupsAnew } from './dealGroups.ts'

/** Beats per class of each person, in the file's order of records; of the rows that are asked for, or of all. */
export function personCounts(file: BeatsFile, isCounted: (row: number) => boolean = () => true): Map<string, number[]> {
  const counts = new Map<string, number[]>()
  for (let row = 0; row < file.count; row++) {
    const person = file.metadata.persons[file.record[row]!]
    if (person === undefined || !isCounted(row)) continue
    const ofPerson = counts.get(person) ?? new Array<number>(classCount).fill(0)
    ofPerson[file.labels[row]!]!++
    counts.set(person, ofPerson)
  }
  return counts
}

/** Deals persons into folds: always alike, or anew for each repeat of a seed. */
export function dealPersons(
  counts: ReadonlyMap<string, readonly number[]>,
  folds: number,
  shuffle?: { seed: number; repeat: number },
): Map<string, number> {
  const groups = [...counts].map(([name, ofPerson]) => ({ name, counts: ofPerson }))
  const dealt = shuffle
    ? dealGroupsAnew(groups, folds, createRandom(shuffle.seed, `folds ${shuffle.repeat}`))
    : dealGroups(groups, folds)
  return new Map(groups.map(({ name }, index) => [name, dealt[index]!]))
}
