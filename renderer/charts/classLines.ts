import { beatClasses, beatClassNames } from '../../electron/shared/beatClass.ts'
import type { ClassScores, RunCurves } from '../../electron/shared/runScores.ts'
import { classSymbols } from '../components/common/classShapes.ts'
import { classColours, type ThemeName } from '../styles/tokens.ts'
import type { UnitLine } from './unitSquare.ts'

type ClassCurves = RunCurves['classes'][number]
type Point = [x: number, y: number]

/** How the lines of classes are drawn: in which theme, and which class stands out. */
export interface ClassLook {
  theme: ThemeName
  /** Null for none. */
  focus: number | null
}

/** ROC curves of one run's classes; the markers are where its decisions (the largest probability) stand. */
export function rocLines(curves: readonly ClassCurves[], scores: readonly ClassScores[], look: ClassLook): UnitLine[] {
  return curves.map(({ label, roc }) => {
    const decided = scores.find((score) => score.label === label)
    const points = roc.falsePositiveRate.map((x, index): Point => [x, roc.sensitivity[index] ?? 0])
    return lineOf(label, points, decided ? [1 - decided.specificity, decided.sensitivity] : null, look)
  })
}

/** Precision-recall curves, likewise. Where a class is never predicted its decisions have no precision, and no marker. */
export function precisionRecallLines(
  curves: readonly ClassCurves[],
  scores: readonly ClassScores[],
  look: ClassLook,
): UnitLine[] {
  return curves.map(({ label, precisionRecall }) => {
    const decided = scores.find((score) => score.label === label && score.predicted > 0)
    const points = precisionRecall.recall.map((x, index): Point => [x, precisionRecall.precision[index] ?? 0])
    return lineOf(label, points, decided ? [decided.sensitivity, decided.positivePredictivity] : null, look)
  })
}

function lineOf(label: number, points: readonly Point[], decided: Point | null, { theme, focus }: ClassLook): UnitLine {
  const letter = beatClasses[label] ?? 'Q'
  return {
    id: letter,
    name: `${letter} ${beatClassNames[letter]}`,
    colour: classColours[theme][letter],
    dash: [],
    points,
    mark: decided ? { at: decided, symbol: classSymbols[label] ?? 'circle' } : null,
    isFaded: focus !== null && focus !== label,
  }
}
