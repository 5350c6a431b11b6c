import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../electron/shared/appError.ts'
import { parseSeeds } from '../../../../renderer/components/frame/parseSeeds.ts'

describe('seeds from text', () => {
  it('reads lists and ranges, each seed once', () => {
    expect(parseSeeds('1, 2, 3')).toEqual([1, 2, 3])
    expect(parseSeeds('420-422 7')).toEqual([420, 421, 422, 7])
    expect(parseSeeds('1;1, 2')).toEqual([1, 2])
  })

  it.each(['', 'a', '1.5', '-1', '5-1', '1-5000', '2147483648'])('refuses "%s"', (text) => {
    expect(() => parseSeeds(text)).toThrow(AppError)
  })
})
