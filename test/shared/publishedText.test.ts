import { expect, it } from 'vitest'
import { publishedMacroF1, publishedText } from '../../electron/shared/publishedText.ts'
import { recurrentText } from '../../electron/shared/recurrentText.ts'
import type { PublishedScore } from '../../electron/shared/study.ts'

const score = (metric: PublishedScore['metric'], value: number): PublishedScore => ({
  metric,
  value,
  source: 's',
  caveat: 'c',
})

it('a published score of another metric than macro F1 says so', () => {
  expect(publishedText(score('macro-f1', 0.9174))).toBe('0.917')
  expect(publishedText(score('weighted-f1', 0.981))).toBe('0.981 (weighted F1)')
  expect(publishedText(score('f1', 0.979))).toBe('0.979 (F1, avg. ?)')
  expect(publishedText(score('accuracy', 0.934))).toBe('0.934 (accuracy)')
})

it('only a published macro F1 stands on the axis of ours', () => {
  expect(publishedMacroF1(score('macro-f1', 0.92))).toBe(0.92)
  expect(publishedMacroF1(score('f1', 0.92))).toBeNull()
  expect(publishedMacroF1(null)).toBeNull()
})

it('recurrent layers are told in few signs', () => {
  const lstm = (units: number) => ({ cell: 'lstm' as const, units, bidirectional: false })
  expect(recurrentText([])).toBe('')
  expect(recurrentText([lstm(64)])).toBe('LSTM 64')
  expect(recurrentText([lstm(64), lstm(64)])).toBe('2 x LSTM 64')
  expect(recurrentText([lstm(128), lstm(64)])).toBe('LSTM 128, 64')
  expect(recurrentText([{ cell: 'gru', units: 16, bidirectional: true }])).toBe('BiGRU 16')
  expect(recurrentText([lstm(64), { ...lstm(64), bidirectional: true }])).toBe('LSTM 64, BiLSTM 64')
})
