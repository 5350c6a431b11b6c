import { describe, expect, it } from 'vitest'
import { predictionCurves } from '../../../../../electron/shared/scores/predictionCurves.ts'
import { expectedCalibrationError, reliabilityBins } from '../../../../../electron/shared/scores/calibration.ts'
import { classProbabilities } from '../../../../../electron/shared/scores/classProbabilities.ts'
import { createRandom } from '../../../../../electron/shared/random.ts'
import { argMax } from '../../../../../electron/shared/metrics.ts'
import { assignColours } from '../../../../../renderer/components/compare/curves/assignColours.ts'
import { curveGrid } from '../../../../../renderer/components/compare/curves/curveGrid.ts'
import { chosenRuns, runChoices, runTitle } from '../../../../../renderer/components/compare/curves/runChoice.ts'
import { pointsOf, runLines, summaryOf } from '../../../../../renderer/components/compare/curves/runLines.ts'
import type { CurveColour } from '../../../../../renderer/charts/variantStyle.ts'
import { tableRun } from '../../../../support/studyTable.ts'
import { tableRow } from '../../../../support/tableRow.ts'

const random = createRandom(1, 'curves')
const labels = Uint8Array.from({ length: 400 }, (_, beat) => beat % 3)
const logits = Float32Array.from({ length: 2000 }, (_, index) => {
  const isOwn = index % 5 === labels[Math.floor(index / 5)]
  return random.next() * 2 + (isOwn ? 1.2 : 0)
})
const predicted = Uint8Array.from(labels, (_, beat) => argMax(logits, beat * 5, 5))
const curves = { runId: 7, part: 'test' as const, ...predictionCurves({ labels, predicted, logits }) }
const run = { runId: 7, name: 'Model 1', colour: 'baseline' as const, curves }

describe('curves of runs over each other', () => {
  it('draw a line a run with its colour and dash, and none for a class without beats', () => {
    const [line] = runLines([run], 'roc', 1, 'light')
    expect(line).toMatchObject({ id: '7', name: 'Model 1', dash: [6, 3], isFaded: false })
    expect(line!.points[0]).toEqual([0, 0])
    expect(line!.points.at(-1)).toEqual([1, 1])
    expect(runLines([run], 'roc', 4, 'light')).toEqual([])
    expect(summaryOf(curves, 'precision-recall', 4)).toBeNull()
  })

  it('leave bins of few beats off the chart of reliability, not out of its table', () => {
    const few = curves.reliability.filter(({ beats }) => beats < 10)
    expect(few.length).toBeGreaterThan(0)
    expect(pointsOf(curves, 'reliability', 0)).toHaveLength(curves.reliability.length - few.length)
    expect(curveGrid([run], 'reliability', 0).columns).toHaveLength(1 + curves.reliability.length)
  })

  it('sum the bins up to the expected calibration error', () => {
    const bins = reliabilityBins(classProbabilities(logits), { labels, predicted })
    expect(summaryOf(curves, 'reliability', 0)).toBeCloseTo(expectedCalibrationError(bins), 12)
  })

  it('have a table with their area and their height at round places', () => {
    const { columns, rows } = curveGrid([run], 'roc', 1)
    expect(columns).toEqual(['Area', 'Se at 0.99 Sp', 'Se at 0.95 Sp', 'Se at 0.9 Sp'])
    const [area, ...heights] = rows[0]!.values
    expect(area).toBe(curves.classes.find(({ label }) => label === 1)!.roc.area)
    expect(heights).toEqual([...heights].sort((a, b) => a! - b!))
  })
})

describe('the choice of runs', () => {
  const rows = [
    tableRow({ name: 'a', variantId: 1, runs: [tableRun(1, 1, 0.8), tableRun(2, 2, 0.8)] }),
    tableRow({ name: 'b', variantId: 2, runs: [tableRun(3, 2, 0.8)] }),
  ]

  it('offers first the seed that most variants have, and all runs last', () => {
    expect(runChoices(rows, { foldCount: 1 })).toEqual([
      { value: '2 0', title: 'Seed 2' },
      { value: '1 0', title: 'Seed 1 (1 of 2)' },
      { value: 'all', title: 'All runs' },
    ])
    expect(chosenRuns(rows, '2 0').map(({ run: { runId } }) => runId)).toEqual([2, 3])
    expect(chosenRuns(rows, 'all')).toHaveLength(3)
  })

  it('names folds where there are some, and seeds only where several are drawn', () => {
    const [first] = chosenRuns(rows, 'all')
    expect(runTitle(first!, '1 0', 1)).toBe('a')
    expect(runTitle(first!, 'all', 1)).toBe('a, seed 1')
    expect(runTitle(first!, 'all', 5)).toBe('a, seed 1, fold 1')
    expect(runChoices(rows, { foldCount: 5 })[0]!.title).toBe('Seed 2, fold 1')
  })
})

describe('colours of curves', () => {
  it('are those that variants have elsewhere, free ones for the others, grey when all are taken', () => {
    const known = new Map<number, CurveColour>([
      [2, 3],
      [3, 'other'],
    ])
    const colours = assignColours([1, 2, 3, 4, 5, 6, 7, 8, 9], 1, known)
    expect([...colours]).toEqual([
      [1, 'baseline'],
      [2, 3],
      [3, 0],
      [4, 1],
      [5, 2],
      [6, 4],
      [7, 5],
      [8, 'other'],
      [9, 'other'],
    ])
  })
})
