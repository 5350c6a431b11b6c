import { AppError } from '../../shared/appError.ts'

/** One seed is one run of a variant. @throws AppError `bad-input` for a seed that is given twice. */
export function checkSeeds(seeds: readonly number[]): void {
  const twice = seeds.find((seed, index) => seeds.indexOf(seed) !== index)
  if (twice !== undefined)
    throw new AppError('bad-input', `Seed ${twice} is given twice.`, 'Every run of a variant has a seed of its own.')
}
