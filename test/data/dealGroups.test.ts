import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../electron/shared/random.ts'
import { dealGroups, dealGroupsAnew } from '../../electron/data/dealGroups.ts'

interface Case {
  folds: number
  counts: number[][]
  fold_of: number[]
}

const fixture = JSON.parse(readFileSync(new URL('../fixtures/splits/dealt_groups.json', import.meta.url), 'utf8')) as {
  cases: Case[]
}

const groupsOf = (counts: readonly number[][]) =>
  counts.map((ofGroup, index) => ({ name: String(index), counts: ofGroup }))

describe('dealing groups into folds', () => {
  it.each(fixture.cases.map((each) => [each.counts.length, each.folds, each] as const))(
    'puts %i groups into %i folds as scikit-learn does',
    (_groups, folds, { counts, fold_of }) => {
      expect(dealGroups(groupsOf(counts), folds)).toEqual(fold_of)
    },
  )

  it('deals otherwise for another seed or repeat, and nearly as evenly', () => {
    for (const { folds, counts } of fixture.cases.filter(({ counts: of }) => of.length > 20)) {
      const deals = ['folds 0', 'folds 1', 'folds 2'].map((stream) =>
        dealGroupsAnew(groupsOf(counts), folds, createRandom(1, stream)),
      )
      expect(new Set(deals.map(String)).size).toBe(3)
      expect(dealGroupsAnew(groupsOf(counts), folds, createRandom(1, 'folds 0'))).toEqual(deals[0])
      const largestShare = (dealt: readonly number[]) => {
        const all = counts.reduce((sum, of) => sum + of[0]!, 0)
        const ofFold = Array.from({ length: folds }, (_, fold) =>
          counts.reduce((sum, of, group) => sum + (dealt[group] === fold ? of[0]! : 0), 0),
        )
        return (folds * Math.max(...ofFold)) / all
      }
      for (const dealt of deals) expect(largestShare(dealt)).toBeLessThan(1.35)
    }
  })

  it('gives each group one fold, and leaves no fold empty where there are groups enough', () => {
    const counts = fc.array(fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 5, maxLength: 5 }), {
      minLength: 5,
      maxLength: 40,
    })
    fc.assert(
      fc.property(counts, (of) => {
        const dealt = dealGroups(groupsOf(of), 5)
        expect(dealt).toHaveLength(of.length)
        expect(new Set(dealt)).toEqual(new Set([0, 1, 2, 3, 4]))
      }),
    )
  })
})
