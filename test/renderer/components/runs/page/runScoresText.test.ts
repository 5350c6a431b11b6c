import { describe, expect, it } from 'vitest'
import type { RunScores } from '../../../../../electron/shared/runScores.ts'
import { scorePredictions } from '../../../../../electron/shared/scores/scorePredictions.ts'
import { classMeans } from '../../../../../renderer/components/runs/page/classMeans.ts'
import { classKeys, curveFigure, figureName } from '../../../../../renderer/components/runs/page/curveFigure.ts'
import { precisionRecallGrid, rocGrid } from '../../../../../renderer/components/runs/page/curveGrid.ts'
import { describeLooks } from '../../../../../renderer/components/runs/page/describeLooks.ts'
import { describeUnscored } from '../../../../../renderer/components/runs/page/describeUnscored.ts'
import { indexFigures } from '../../../../../renderer/components/runs/page/indexFigures.ts'
import { runOf } from '../../../runOf.ts'

const labels = Uint8Array.of(0, 0, 0, 0, 1, 1, 2, 2, 3, 4)
const predicted = Uint8Array.of(0, 0, 0, 1, 1, 0, 2, 2, 3, 4)

function scoresOf(headline: number[]): RunScores {
  return {
    runId: 12,
    part: 'test',
    splitLabel: 'DS1 and DS2',
    badge: { text: 'patients separate', tone: 'success' },
    ...scorePredictions({ labels, predicted, logits: null }, headline),
    looks: 0,
    timesScored: 1,
  }
}

describe('the numbers that sum up a run', () => {
  it('begin with the headline score, which names its classes where it is not of all', () => {
    const [headline, ofFive] = indexFigures(scoresOf([0, 1, 2, 3]))
    expect(headline).toMatchObject({ name: 'Macro F1 of N S V F', isHeadline: true })
    expect(ofFive?.name).toBe('Macro F1, all five')
    const all = indexFigures(scoresOf([0, 1, 2, 3, 4])).map(({ name }) => name)
    expect(all.filter((name) => name.startsWith('Macro F1'))).toEqual(['Macro F1'])
  })

  it('have no value where they need logits that are not kept', () => {
    const values = new Map(indexFigures(scoresOf([0, 1, 2, 3, 4])).map(({ name, value }) => [name, value]))
    expect([values.get('NLL'), values.get('Brier'), values.get('ECE')]).toEqual([null, null, null])
    expect(values.get('Accuracy')).toBeCloseTo(0.8, 12)
  })

  it('have means over the five classes', () => {
    const { sensitivity } = classMeans(scoresOf([0, 1, 2, 3, 4]))
    expect(sensitivity).toBeCloseTo((0.75 + 0.5 + 1 + 1 + 1) / 5, 12)
  })
})

describe('a run without scores', () => {
  it('says why, and when it will have some', () => {
    expect(describeUnscored(runOf({ state: 'training', epoch: 3, epochs: 20 })).text).toContain('epoch 4 of at most 20')
    expect(describeUnscored(runOf({ state: 'queued' })).text).toContain('waits in the queue')
    expect(describeUnscored(runOf({ state: 'failed', reason: 'loss became NaN at epoch 2' }))).toEqual({
      title: 'It failed before it was scored',
      text: 'Loss became NaN at epoch 2.',
    })
    expect(describeUnscored(runOf({ state: 'cancelled', epoch: 1 })).text).toBe('It is cancelled. 1 epoch is kept.')
  })
})

describe('how unseen a part still is', () => {
  it('is told with the score, and warned of once it was scored again', () => {
    expect(describeLooks({ looks: 1, timesScored: 1 })).toMatchObject({ text: 'scored once, 1 look', tone: 'neutral' })
    expect(describeLooks({ looks: 0, timesScored: 2 })).toMatchObject({
      text: 'scored 2 times, 0 looks',
      tone: 'warning',
    })
  })
})

describe('the table behind curves', () => {
  const curves = [
    {
      label: 1,
      roc: { falsePositiveRate: [0, 0.1, 1], sensitivity: [0, 0.8, 1], area: 0.85 },
      precisionRecall: { recall: [0.2, 1], precision: [1, 0.6], averagePrecision: 0.8 },
    },
  ]

  it('tells sensitivities at low rates of false positives, on the drawn line', () => {
    const rows = rocGrid(curves)
    expect(rows.find(({ at }) => at === 0.05)?.values[0]).toBeCloseTo(0.4, 12)
    expect(rows.find(({ at }) => at === 0.1)?.values[0]).toBeCloseTo(0.8, 12)
  })

  it('has no precision below the first recall', () => {
    const rows = precisionRecallGrid(curves)
    expect(rows.find(({ at }) => at === 0.1)?.values[0]).toBeNull()
    expect(rows.find(({ at }) => at === 1)?.values[0]).toBe(0.6)
  })
})

describe('a curve that is saved', () => {
  it('names run, fold, part, split and licence, and what it is not for', () => {
    const run = runOf({ id: 12, seed: 3, fold: 1, foldCount: 5, studyName: 'Folds' })
    const source = { dataSetName: 'Sample', attribution: 'Moody and Mark 2001\nmore', licence: 'ODC-By' }
    const scores = { ...scoresOf([0, 1, 2, 3, 4]), beats: 1234 }
    const figure = curveFigure({ title: 'ROC curves', option: {}, keys: [], about: 'Each class.', run, scores, source })
    expect(figure.heading).toBe('ROC curves: Model 1, seed 3, fold 2 of 5')
    expect(figure.caption).toEqual([
      'Each class.',
      'Run 12 of “Folds”, test part, 1,234 beats. Split: DS1 and DS2, patients separate.',
      'Data: Moody and Mark 2001 Licence: ODC-By.',
      'For research and teaching, not for diagnosis.',
    ])
    expect(figureName(run, 'test', 'roc')).toBe('run-12-test-roc')
    expect(classKeys([{ label: 2, value: 0.9876 }])).toMatchObject([{ text: 'V 0.988' }])
  })
})
