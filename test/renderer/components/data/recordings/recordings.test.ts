import { describe, expect, it } from 'vitest'
import { commands } from '../../../../../electron/shared/contract/commands.ts'
import {
  channelChoices,
  channelOf,
  channelValue,
} from '../../../../../renderer/components/data/recordings/channelChoices.ts'
import { importProblem } from '../../../../../renderer/components/data/recordings/importProblem.ts'
import { importRequest } from '../../../../../renderer/components/data/recordings/importRequest.ts'
import { mappedCounts, mapSymbol, symbolRows } from '../../../../../renderer/components/data/recordings/symbolRows.ts'
import {
  firstWindow,
  recordProblems,
  windowRuleOf,
  withoutUnfit,
} from '../../../../../renderer/components/data/recordings/windowFields.ts'

describe('the class of each annotation symbol', () => {
  const records = [{ beatSymbols: { N: 10, V: 2, '/': 5 } }, { beatSymbols: { N: 1, f: 4 } }]

  it('is that of EC57 until it is changed, in the order of the classes', () => {
    const rows = symbolRows(records, {})
    expect(rows.map(({ symbol, count, label }) => [symbol, count, label])).toEqual([
      ['N', 11, 0],
      ['V', 2, 2],
      ['/', 5, 4],
      ['f', 4, 4],
    ])
    expect(rows.every(({ isChanged }) => !isChanged)).toBe(true)
  })

  it('can be another, or none, which the counts follow', () => {
    const mapping = mapSymbol(mapSymbol({}, 'f', 3), '/', null)
    expect(mapping).toEqual({ f: 3, '/': null })
    expect(mappedCounts(records, mapping)).toEqual({ counts: [11, 0, 2, 4, 0], leftOut: 5 })
    expect(symbolRows(records, mapping).filter(({ isChanged }) => isChanged)).toHaveLength(2)
  })

  it('is forgotten as a change when it is put back', () => {
    expect(mapSymbol({ f: 3 }, 'f', 4)).toEqual({})
  })
})

describe('the channel', () => {
  const signalsOf = (...names: string[]) => ({ signals: names.map((description) => ({ description, units: 'mV' })) })
  const records = [signalsOf('MLII', 'V1'), signalsOf('MLII', 'V5'), signalsOf('V5')]

  it('is offered by place and by name, with how many records have it', () => {
    expect(channelChoices(records)).toEqual([
      { value: 'first', text: 'First channel: MLII in 2, V5 in 1', lacking: 0 },
      { value: 'index:1', text: 'Channel 2: V1 in 1, V5 in 1', lacking: 1 },
      { value: 'name:MLII', text: 'MLII: in 2 of 3 records', lacking: 1 },
      { value: 'name:V5', text: 'V5: in 2 of 3 records', lacking: 1 },
      { value: 'name:V1', text: 'V1: in 1 of 3 records', lacking: 2 },
    ])
  })

  it('is the same after it went through a list', () => {
    const choices = [
      { by: 'first' },
      { by: 'index', index: 1 },
      { by: 'name', name: 'index:2', otherwise: 'leave-out' },
    ] as const
    for (const choice of choices) expect(channelOf(channelValue(choice), 'leave-out')).toEqual(choice)
  })
})

describe('a window as it is typed', () => {
  const typed = firstWindow([{ sampleRateHz: 360 }])

  it('is a rule of the contract', () => {
    expect(windowRuleOf({ ...typed, isFiltered: true }).rule).toEqual({
      kind: 'window',
      beforeMs: 250,
      afterMs: 450,
      channel: { by: 'first' },
      rateHz: 120,
      filter: { lowHz: 0.5, highHz: 40 },
      normalise: 'beat',
    })
  })

  it('begins with what the slowest record can be cut at', () => {
    const slow = firstWindow([{ sampleRateHz: 360 }, { sampleRateHz: 50 }])
    expect(slow.rateHz).toBe(50)
    expect(windowRuleOf({ ...slow, isFiltered: true }).problem).toBeNull()
    expect(recordProblems([{ record: 'a', sampleRateHz: 50 }], windowRuleOf(slow).rule!)).toEqual([])
  })

  it('names the field that is empty', () => {
    expect(windowRuleOf({ ...typed, beforeMs: Number.NaN }).problem).toBe('Before R: it is empty or no number.')
    expect(windowRuleOf({ ...typed, highHz: Number.NaN }).problem).toBeNull()
    expect(windowRuleOf({ ...typed, isFiltered: true, highHz: Number.NaN }).problem).toMatch(/^Upper edge:/)
  })

  it('says what cannot be', () => {
    expect(windowRuleOf({ ...typed, beforeMs: -1 }).problem).toMatch(/^Before R:/)
    expect(windowRuleOf({ ...typed, beforeMs: 10, afterMs: 20 }).problem).toMatch(/at least 16/)
    expect(windowRuleOf({ ...typed, isFiltered: true, lowHz: 50 }).problem).toMatch(/lower edge/)
  })

  it('names the records that it cannot cut, once for each reason', () => {
    const records = [
      { record: 'a', sampleRateHz: 100 },
      { record: 'b', sampleRateHz: 360 },
      { record: 'c', sampleRateHz: 100 },
    ]
    expect(recordProblems(records, windowRuleOf(typed).rule!)).toEqual([
      { problem: expect.stringContaining('100 Hz'), records: ['a', 'c'] },
    ])
    const unfit = recordProblems(records, { kind: 'published' })
    expect(unfit).toMatchObject([{ records: ['a', 'c'] }])
    expect(withoutUnfit(records, unfit).map(({ record }) => record)).toEqual(['b'])
  })
})

describe('what the engine is asked for', () => {
  const record = (name: string) => ({ record: name }) as never
  const options = {
    ...{ folderToken: 't', annotator: 'atr', rule: { kind: 'published' as const }, mapping: {}, name: ' x ' },
    content: { records: [record('a'), record('b')], bad: [{ record: 'c', message: 'broken' }] },
    ...{ chosen: ['a', 'b'], skipBad: true, persons: {}, index: 'none' },
  }

  it('is a command of the contract', () => {
    const parsed = commands['dataset.importRecords'].input.parse(importRequest(options))
    expect(parsed).toMatchObject({ name: 'x', folder: { token: 't' }, skipBad: true })
    expect(parsed.records).toBeUndefined()
    expect(parsed.index).toBeUndefined()
  })

  it('are the chosen records and the bad ones, whose loss is written down', () => {
    expect(importRequest({ ...options, chosen: ['b'] }).records).toEqual(['b', 'c'])
  })

  it('are the persons that were named, of records that are taken', () => {
    const persons = { a: 'p1', b: ' ' }
    expect(importRequest({ ...options, persons }).persons).toEqual({ a: 'p1' })
    expect(importRequest({ ...options, persons, chosen: ['b'] }).persons).toEqual({})
  })

  it('is an index by its token, or that of the folder', () => {
    expect(importRequest({ ...options, index: 'in-folder' }).index).toBe('in-folder')
    expect(importRequest({ ...options, index: 'abc' }).index).toEqual({ token: 'abc' })
  })
})

describe('what is in the way of an import', () => {
  const choices = {
    ...{ readable: 3, bad: 0, chosen: 3, unfit: [], skipBad: false },
    ...{ ruleProblem: null, mapping: {}, lacksIndexFile: false, name: 'x' },
  }
  const unfit = [{ problem: 'It has 250 samples a second.', records: ['a'] }]

  it('is nothing where all is chosen', () => {
    expect(importProblem(choices)).toBeNull()
  })

  it.each([
    [{ readable: 0, chosen: 0, bad: 4 }, /^No record of this folder can be read/],
    [{ bad: 1 }, /^One record cannot be read/],
    [{ chosen: 0 }, /^No record is chosen/],
    [{ ruleProblem: 'The window is 0 ms long.' }, /0 ms/],
    [{ unfit }, /^1 of the 3 chosen records/],
    [{ unfit, chosen: 1, skipBad: true }, /^It has 250/],
    [{ mapping: { '~': 1 } }, /marks no beat/],
    [{ lacksIndexFile: true }, /index/],
    [{ name: ' ' }, /name/],
  ])('is said: %j', (change, words) => {
    expect(importProblem({ ...choices, ...change })).toMatch(words)
  })

  it('is over for bad records when they are left out', () => {
    expect(importProblem({ ...choices, bad: 2, unfit, skipBad: true })).toBeNull()
  })
})
