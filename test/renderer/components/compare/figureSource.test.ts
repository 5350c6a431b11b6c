import { expect, it } from 'vitest'
import { figureFileName, figureSource } from '../../../../renderer/components/compare/figureSource.ts'
import { studyTable } from '../../../support/studyTable.ts'

it('says below every figure which beats, whether patients overlap, whose data, and what it is not for', () => {
  const text = figureSource(studyTable([])).join(' ')
  expect(text).toContain('test part of Heartbeats, 50 beats. Split: Published, patients overlap.')
  expect(text).toContain('Licence: ODC-By 1.0')
  expect(text).toContain('not for diagnosis')
})

it('names files so that every file system takes them', () => {
  expect(figureFileName({ studyName: 'Größe / "Tiefe" 2', part: 'test' }, 'effects')).toBe('größe-tiefe-2-test-effects')
  expect(figureFileName({ studyName: '///', part: 'validation' }, 'roc')).toBe('study-validation-roc')
})
