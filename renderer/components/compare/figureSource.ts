import type { StudyTable } from '../../../electron/shared/studyTable.ts'
import { formatCount } from '../../composables/format.ts'

type Source = Pick<
  StudyTable,
  'studyName' | 'dataSetName' | 'part' | 'splitLabel' | 'badge' | 'beats' | 'attribution' | 'licence' | 'beatbench'
>

/** What stands below every figure of a study: part, split, whether patients are separate, whose data, and what it is not for. */
export function figureSource(table: Source): string[] {
  const { studyName, dataSetName, part, splitLabel, badge, beats, attribution, licence, beatbench } = table
  return [
    `“${studyName}”: ${part} part of ${dataSetName}, ${formatCount(beats)} beats. Split: ${splitLabel}, ${badge.text}.`,
    `Data: ${attribution.split('\n')[0]} Licence: ${licence}. Made with Beatbench ${beatbench}; for research and teaching, not for diagnosis.`,
  ]
}

/** `published-study-test-effects`: the name of a figure's file without its ending. */
export function figureFileName({ studyName, part }: Pick<Source, 'studyName' | 'part'>, what: string): string {
  const stem = studyName
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `${stem.slice(0, 60) || 'study'}-${part}-${what}`
}
