import { expect, it } from 'vitest'
import { differencesBySeed } from '../../../electron/shared/statistics/pairBySeed.ts'

it('pairs scores with the baseline of the same seed, whatever the order', () => {
  const differences = differencesBySeed(
    [
      { seed: 2, value: 5 },
      { seed: 1, value: 3 },
    ],
    [
      { seed: 1, value: 1 },
      { seed: 2, value: 2 },
    ],
  )
  expect(differences).toEqual([3, 2])
})

it('says null where the baseline lacks the seed', () => {
  expect(differencesBySeed([{ seed: 7, value: 1 }], [{ seed: 8, value: 1 }])).toEqual([null])
})
