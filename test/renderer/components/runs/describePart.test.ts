import { expect, it } from 'vitest'
import type { Fold, SplitSummary } from '../../../../electron/shared/split.ts'
import { describeValidation } from '../../../../renderer/components/runs/describePart.ts'

const foldOf = (beats: number): Fold => ({
  counts: { train: [9, 9, 9, 9, 9], validation: [beats, 0, 0, 0, 0], test: [9, 9, 9, 9, 9] },
  records: null,
  sharedPersons: 0,
  validationSharedPersons: 0,
})
const splitOf = (folds: Fold[], change: Partial<SplitSummary> = {}): SplitSummary => ({
  key: 'k-fold-3x1-seed-1',
  definition: { kind: 'k-fold', folds: 3, repeats: 1, seed: 1 },
  label: '3 folds',
  description: '',
  folds,
  leftOut: [0, 0, 0, 0, 0],
  sharedPersons: 0,
  validationSharedPersons: 0,
  persons: 44,
  badge: { text: 'patients separate', tone: 'success' },
  headlineClasses: [0, 1, 2, 3, 4],
  ...change,
})

it('validation is told with its beats and whose they are', () => {
  const overlapping = splitOf([foldOf(17_511)], { validationSharedPersons: 44, sharedPersons: 44 })
  expect(describeValidation(overlapping)).toBe('validation, 17,511 beats, same patients as training')
  expect(describeValidation(null)).toBe('validation')
})

it('validation of folds is told of each of them', () => {
  const split = splitOf([foldOf(851), foldOf(1002), foldOf(990)])
  expect(describeValidation(split)).toBe('validation, 851 to 1,002 beats in each of 3 folds, patients separate')
})
