import type { EChartsCoreOption } from 'echarts/core'
import { beatClasses } from '../../../../electron/shared/beatClass.ts'
import type { Run } from '../../../../electron/shared/run.ts'
import type { RunScores } from '../../../../electron/shared/runScores.ts'
import { runName } from '../../../../electron/shared/seedText.ts'
import type { ChartFigure, FigureKey } from '../../../charts/chartFigure.ts'
import { formatCount, formatScore } from '../../../composables/format.ts'
import { classColours } from '../../../styles/tokens.ts'
import { classShapePath } from '../../common/classShapes.ts'

/** Of whose beats a figure is. */
export interface FigureSource {
  dataSetName: string
  attribution: string
  licence: string
}

export interface FigureParts {
  title: string
  option: EChartsCoreOption
  keys: FigureKey[]
  /** What is drawn, in a sentence or two. */
  about: string
  run: Run
  scores: Pick<RunScores, 'part' | 'beats' | 'splitLabel' | 'badge'>
  source: FigureSource | null
}

/** A chart of one run's predictions, ready to be saved: what it shows, of which run and beats, and what it is not for. */
export function curveFigure({ title, option, keys, about, run, scores, source }: FigureParts): ChartFigure {
  const { part, beats, splitLabel, badge } = scores
  return {
    heading: `${title}: ${runName(run)}`,
    option,
    keys,
    caption: [
      about,
      `Run ${run.id} of “${run.studyName}”, ${part} part, ${formatCount(beats)} beats. Split: ${splitLabel}, ${badge.text}.`,
      ...(source === null
        ? []
        : [`Data: ${source.attribution.split('\n')[0] ?? source.dataSetName} Licence: ${source.licence}.`]),
      'For research and teaching, not for diagnosis.',
    ],
  }
}

/** Classes with a number each, as names above a saved chart. */
export function classKeys(classes: readonly { label: number; value: number }[]): FigureKey[] {
  return classes.map(({ label, value }) => {
    const letter = beatClasses[label] ?? 'Q'
    return { path: classShapePath(label), colour: classColours.light[letter], text: `${letter} ${formatScore(value)}` }
  })
}

/** `run-12-test-roc`: what a saved chart is called. */
export function figureName(run: Pick<Run, 'id'>, part: string, what: string): string {
  return `run-${run.id}-${part}-${what}`
}
