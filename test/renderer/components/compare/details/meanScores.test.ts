import { describe, expect, it } from 'vitest'
import { scorePredictions } from '../../../../../electron/shared/scores/scorePredictions.ts'
import type { RunScores } from '../../../../../electron/shared/runScores.ts'
import {
  classMeans,
  confusionLines,
  probabilityLines,
  spreadOf,
  undefinedNotes,
} from '../../../../../renderer/components/compare/details/meanScores.ts'

/** Real scores of a run that takes every `wrong`-th beat for N; without beats of F and Q. */
function scoresOf(runId: number, wrong: number, classes = 3): RunScores {
  const labels = Uint8Array.from({ length: 60 }, (_, beat) => beat % classes)
  const predicted = labels.map((label, beat) => (beat % wrong === 0 ? 0 : label))
  return {
    runId,
    part: 'test',
    splitLabel: 'Published',
    badge: { text: 'patients overlap', tone: 'warning' },
    looks: 0,
    timesScored: 1,
    ...scorePredictions({ labels, predicted, logits: null }, [0, 1, 2]),
  }
}

const runs = [scoresOf(1, 4), scoresOf(2, 6)]

describe('scores of a variant over its runs', () => {
  it('are means with the sample standard deviation', () => {
    expect(spreadOf([1, 2, 3])).toEqual({ mean: 2, sd: 1 })
    expect(spreadOf([1, null])).toEqual({ mean: 1, sd: null })
    expect(spreadOf([null])).toEqual({ mean: null, sd: null })
  })

  it('tell each class against the others in the order N S V F Q', () => {
    const means = classMeans(runs)
    expect(means.map(({ name }) => name)).toEqual(['N', 'S', 'V', 'F', 'Q'])
    const sensitivities = runs.map(({ classes }) => classes[1]!.sensitivity)
    expect(means[1]!.sensitivity.mean).toBeCloseTo((sensitivities[0]! + sensitivities[1]!) / 2, 12)
    expect(means[0]!.rocArea).toEqual({ mean: null, sd: null })
  })

  it('read every score of the confusion matrix, and none of probabilities that are not kept', () => {
    for (const { read } of confusionLines) expect(Number.isFinite(read(runs[0]!))).toBe(true)
    for (const { read } of probabilityLines) expect(read(runs[0]!)).toBeNull()
  })

  it('say once what is undefined, and of how many runs where not of all', () => {
    const notes = undefinedNotes([...runs, scoresOf(3, 4, 5)])
    const absent = notes.filter((note) => note.includes('neither beats nor predictions'))
    expect(absent).toHaveLength(1)
    expect(absent[0]).toMatch(/\(2 of 3 runs\)$/)
    expect(undefinedNotes(runs).filter((note) => note.includes('of 2 runs'))).toEqual([])
  })
})
