import { AppError } from '../../../electron/shared/appError.ts'
import { seedSchema } from '../../../electron/shared/study.ts'

/**
 * Seeds from text: `1, 2, 3` or `1-5` or both.
 * @throws AppError `bad-input` naming what is not a seed.
 */
export function parseSeeds(text: string): number[] {
  const seeds = text
    .split(/[\s,;]+/)
    .filter(Boolean)
    .flatMap((part) => {
      const range = /^(\d+)[-–](\d+)$/.exec(part)
      if (!range) return [Number(part)]
      const [first, last] = [Number(range[1]), Number(range[2])]
      if (last < first || last - first >= 1000) throw notSeeds(part)
      return Array.from({ length: last - first + 1 }, (_, index) => first + index)
    })
  const wrong = seeds.find((seed) => !seedSchema.safeParse(seed).success)
  if (wrong !== undefined || seeds.length === 0) throw notSeeds(text)
  return [...new Set(seeds)]
}

function notSeeds(text: string): AppError {
  return new AppError('bad-input', `"${text}" is not a list of seeds.`, 'Write whole numbers, as in 1, 2, 3 or 1-5.')
}
