import { describe, expect, it } from 'vitest'
import type { Fold, SplitDefinition } from '../../../../../electron/shared/split.ts'
import { equalRepeats, foldGroups } from '../../../../../renderer/components/data/splits/foldGroups.ts'
import { overlapLines } from '../../../../../renderer/components/data/splits/overlapLines.ts'
import { definitionOf } from '../../../../../renderer/components/data/splits/splitDraft.ts'
import { splitSizeText, whyNoPatientSplits } from '../../../../../renderer/components/data/splits/splitText.ts'
import { splitSummary } from '../../../../store/samples.ts'

const foldOf = (test: string[], beats = 100): Fold => ({
  counts: { train: [900, 0, 0, 0, 0], validation: [50, 0, 0, 0, 0], test: [beats, 0, 0, 0, 0] },
  records: { train: [], validation: [], test },
  sharedPersons: 0,
  validationSharedPersons: 0,
})
const kFold = (repeats: number): SplitDefinition => ({ kind: 'k-fold', folds: 3, repeats, seed: 1 })
const deal = [foldOf(['a']), foldOf(['b']), foldOf(['c'])]

describe('folds of a split', () => {
  it('are counted within their repeat', () => {
    const groups = foldGroups({ definition: kFold(2), folds: [...deal, ...deal] })
    expect(groups.map(({ folds }) => folds.map(({ name, index }) => `${name}=${index}`))).toEqual([
      ['Fold 1=0', 'Fold 2=1', 'Fold 3=2'],
      ['Fold 1=3', 'Fold 2=4', 'Fold 3=5'],
    ])
  })

  it('are found to be the same again, in any order of the folds', () => {
    const other = [foldOf(['a', 'b']), foldOf(['c']), foldOf([])]
    const folds = [...deal, ...other, deal[2]!, deal[0]!, deal[1]!]
    expect(equalRepeats({ definition: kFold(3), folds })).toEqual([[1, 3]])
    expect(equalRepeats({ definition: kFold(1), folds: deal })).toEqual([])
  })

  it('tell the beats of one repeat, in which each is tested once', () => {
    const split = { ...splitSummary, definition: kFold(2), folds: [...deal, ...deal] }
    expect(splitSizeText(split)).toBe('2 × 3 folds, 300 beats')
    expect(splitSizeText(splitSummary)).toBe('8 + 1 + 5 beats')
  })
})

describe('the overlap check', () => {
  const overlap = { sharedPersons: 1, validationSharedPersons: 0, persons: 43, folds: [foldOf([])] }
  const divided = [
    {
      person: '201',
      isTested: true,
      records: [
        { record: '201', place: 'train' as const },
        { record: '202', place: 'test' as const },
      ],
    },
  ]

  it('names the person that a test knows already', () => {
    const [test, validation] = overlapLines(overlap, divided)
    expect(test).toMatchObject({ isGood: false, persons: ['201 (train) and 202 (test) are one person.'] })
    expect(test?.text).toMatch(/^1 of 43 patients has beats in test and in training or validation/)
    expect(validation).toEqual({
      isGood: true,
      text: 'None of 43 patients is in validation and in training.',
      persons: [],
    })
  })

  it('says where nothing can be checked', () => {
    const lines = overlapLines({ ...overlap, sharedPersons: null, validationSharedPersons: null, persons: null }, [])
    expect(lines).toMatchObject([{ isGood: false, text: expect.stringContaining('cannot be checked') }])
  })

  it('vouches for every fold', () => {
    const folds = [foldOf([]), foldOf([])]
    const [test] = overlapLines({ ...overlap, sharedPersons: 0, folds }, [])
    expect(test).toMatchObject({ isGood: true, text: expect.stringContaining('in any fold') })
  })
})

describe('a split that is being put together', () => {
  const choices = { keepPersonsTogether: true, folds: { folds: 5, repeats: 1, seed: 3 }, name: ' Mine ', parts: {} }

  it('needs a record in each part', () => {
    expect(definitionOf('custom', choices).problem).toBe('Put at least one record into train, validation and test.')
    const parts = { a: 'train', b: 'validation' } as const
    expect(definitionOf('custom', { ...choices, parts }).problem).toBe('Put at least one record into test.')
    const whole = { ...parts, c: 'test' } as const
    expect(definitionOf('custom', { ...choices, parts: whole }).definition).toEqual({
      kind: 'custom',
      name: 'Mine',
      records: whole,
    })
    expect(definitionOf('custom', { ...choices, name: '  ', parts: whole }).problem).toMatch(/^Name:/)
  })

  it('names the number that cannot be used, also one that is not typed yet', () => {
    const problemOf = (change: object) =>
      definitionOf('k-fold', { ...choices, folds: { ...choices.folds, ...change } }).problem
    expect(problemOf({})).toBeNull()
    expect(problemOf({ folds: 2 })).toMatch(/^Folds:/)
    expect(problemOf({ repeats: 2.5 })).toMatch(/^Repeats:/)
    expect(problemOf({ seed: Number.NaN })).toMatch(/^Seed:/)
  })

  it('is one of two variants of the known halves', () => {
    expect(definitionOf('inter-patient', choices).definition).toEqual({
      kind: 'inter-patient',
      keepPersonsTogether: true,
    })
  })
})

it('says why a source cannot be parted by patient, and what to do', () => {
  expect(whyNoPatientSplits({ records: [1], provenance: { source: 'wfdb' } })).toBeNull()
  expect(whyNoPatientSplits({ records: [], provenance: { source: 'kaggle-csv' } })).toMatch(
    /import the original recordings/,
  )
  expect(whyNoPatientSplits({ records: [], provenance: { source: 'synthetic' } })).toMatch(/no patient/)
})
