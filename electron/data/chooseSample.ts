import { beatClasses } from '../shared/beatClass.ts'
import { createRandom } from '../shared/random.ts'
import type { BeatStretch } from './beatRule.ts'
import { sampleSides } from './sampleSides.ts'

export interface RecordBeats {
  record: string
  beats: BeatStretch[]
}

/**
 * Beats of each class N S V F Q on each side, about 4,000 and 2,000 in all. They are not in the database's proportions:
 * there, 83 % are N and 0.7 % F, so that 6,000 beats would hold about 44 F.
 */
export const sampleTargets = { train: [2200, 500, 600, 300, 400], test: [1000, 300, 300, 150, 250] }

/**
 * Chooses the sample's beats: within a side and class every record gives the same number, or all it has where that is
 * less; which of a record's beats is drawn with the seed.
 *
 * @returns the given records, training side first, with the chosen beats in the order of time
 */
export function chooseSample(records: RecordBeats[], seed: number): RecordBeats[] {
  return (['train', 'test'] as const).flatMap((side) => {
    const ofSide = records.filter(({ record }) => sampleSides.get(record) === side)
    const chosen = ofSide.map(({ record }): RecordBeats => ({ record, beats: [] }))
    beatClasses.forEach((name, label) => {
      const pools = ofSide.map(({ beats }) => beats.filter((beat) => beat.label === label))
      const quotas = shareEvenly(
        pools.map((pool) => pool.length),
        sampleTargets[side][label]!,
      )
      pools.forEach((pool, index) => {
        const { record, beats } = chosen[index]!
        beats.push(
          ...createRandom(seed, `${record} ${name}`)
            .shuffle([...pool])
            .slice(0, quotas[index]),
        )
      })
    })
    for (const { beats } of chosen) beats.sort((a, b) => a.sample - b.sample)
    return chosen.filter(({ beats }) => beats.length > 0)
  })
}

/** Parts `total` as evenly as the capacities allow; what cannot be parted evenly goes to the first that have room. */
export function shareEvenly(capacities: number[], total: number): number[] {
  const quotas = capacities.map(() => 0)
  let left = Math.min(
    total,
    capacities.reduce((sum, capacity) => sum + capacity, 0),
  )
  while (left > 0) {
    const open = quotas.flatMap((quota, index) => (quota < capacities[index]! ? [index] : []))
    const each = Math.max(1, Math.floor(left / open.length))
    for (const index of open) {
      const given = Math.min(each, capacities[index]! - quotas[index]!, left)
      quotas[index]! += given
      left -= given
    }
  }
  return quotas
}
