import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runScoresSchema } from '../../../electron/shared/runScores.ts'
import { scorePredictions } from '../../../electron/shared/scores/scorePredictions.ts'
import { compareWithScikit } from '../../support/scores/compareWithScikit.ts'
import { likeliestClasses } from '../../support/scores/drawPredictions.ts'
import { scoresCase, scoresCases } from '../../support/scores/scoresFixture.ts'
import { somePredictions } from '../../support/scores/somePredictions.ts'

const allClasses = [0, 1, 2, 3, 4]
const notesOf = (name: string) => scorePredictions(scoresCase(name).predictions, allClasses).notes

describe('scorePredictions', () => {
  it.each(scoresCases)("has scikit-learn's scores and curves: $name", ({ predictions, headline, scikit }) => {
    const differences = compareWithScikit(predictions, headline, scikit)
    expect(differences.length).toBeGreaterThan(60)
    expect(differences.filter(({ difference }) => !(difference <= 1e-12))).toEqual([])
  })

  it.each(scoresCases)('gives what the contract takes: $name', ({ predictions, headline }) => {
    const shape = runScoresSchema.omit({
      runId: true,
      part: true,
      splitLabel: true,
      badge: true,
      looks: true,
      timesScored: true,
    })
    const scores = scorePredictions(predictions, headline)
    expect(shape.strict().parse(scores)).toEqual(scores)
  })

  it('is 1, and free of errors, where all five classes are right', () => {
    const { labels, predicted, logits } = scoresCase('perfect and confident').predictions
    const scores = scorePredictions({ labels, predicted, logits }, [1, 2])
    const { accuracy, macroF1, weightedF1, matthews, kappa, jKappaIndex } = scores
    expect([accuracy, macroF1, weightedF1, matthews, kappa, jKappaIndex]).toEqual([1, 1, 1, 1, 1, 1])
    expect([scores.jIndex, scores.headline.macroF1]).toEqual([4, 1])
    expect(scores.probability?.macroRocArea).toBe(1)
    expect(scores.probability?.macroAveragePrecision).toBe(1)
  })

  it('has no scores of probabilities where logits are not kept', () => {
    const { probability, classes } = scorePredictions(scoresCase('without logits').predictions, allClasses)
    expect(probability).toBeNull()
    expect(classes.every(({ rocArea, averagePrecision }) => rocArea === null && averagePrecision === null)).toBe(true)
  })

  it('has a headline of 0, and says so, where no class counts for it', () => {
    const { headline, notes } = scorePredictions(scoresCase('ordinary').predictions, [])
    expect(headline).toEqual({ classes: [], macroF1: 0 })
    expect(notes.at(-1)).toBe('No class counts for the headline: its macro F1 is taken as 0.')
  })

  it('refuses predictions that do not go together', () => {
    const labels = Uint8Array.of(0, 1)
    const logits = new Float32Array(10)
    const none = new Uint8Array(0)
    expect(() => scorePredictions({ labels: none, predicted: none, logits: null }, [0])).toThrow('at least one beat')
    expect(() => scorePredictions({ labels, predicted: none, logits }, [0])).toThrow('0 predictions')
    expect(() => scorePredictions({ labels, predicted: labels, logits: new Float32Array(8) }, [0])).toThrow('8 logits')
    expect(() => scorePredictions({ labels, predicted: labels, logits: logits.with(7, NaN) }, [0])).toThrow(
      'The logit of class 2 of beat 1 is NaN.',
    )
    expect(() => scorePredictions({ labels, predicted: labels, logits }, [5])).toThrow('Class 5')
  })
})

describe('the notes of scorePredictions', () => {
  it('are but one where beats of class Q are all that is missing, or all that is left out', () => {
    const labels = Uint8Array.of(0, 1, 2, 3, 0)
    expect(scorePredictions({ labels, predicted: Uint8Array.of(0, 1, 2, 3, 4), logits: null }, [0]).notes).toEqual([
      "Class Q has no beats: sensitivity is undefined and taken as 0, as in scikit-learn's recall_score with " +
        'zero_division=0.',
    ])
    expect(notesOf('ordinary')).toEqual([
      'The j and j-kappa index leave out the 4 beats of class Q, as inter-patient studies do; fusion beats taken for V ' +
        'lower its predictivity, and the kappa in j-kappa is over N, S, V and F.',
    ])
  })

  it('name classes that have neither beats nor predictions', () => {
    expect(notesOf('classes with neither')[0]).toBe(
      'Classes F and Q have neither beats nor predictions: sensitivity, positive predictivity and F1 are undefined and taken ' +
        'as 0, as in scikit-learn with zero_division=0.',
    )
    expect(notesOf('classes with neither')[1]).toContain(
      'Classes F and Q have no beats: no ROC area and no average precision',
    )
  })

  it('name classes that are never predicted', () => {
    expect(notesOf('classes without predictions')[0]).toMatch(
      /^No beat is predicted to be of class S or F: positive predictivity is undefined and taken as 0, .*precision_score/,
    )
  })

  it('say what all beats of one class leave undefined', () => {
    const notes = notesOf('all beats of one class')
    expect(notes.find((note) => note.includes('specificity'))).toMatch(/^All beats are of class N: its specificity/)
    expect(notes.find((note) => note.includes('Matthews'))).toMatch(/^All beats are of one class: .*matthews_corrcoef/)
    expect(notes.find((note) => note.includes('ROC'))).toMatch(/^All beats are of class N: no class has a ROC area/)
    expect(notes.some((note) => note.includes('kappa'))).toBe(false)
  })

  it('say that kappa is undefined exactly where it is NaN in scikit-learn', () => {
    for (const { predictions, scikit } of scoresCases) {
      const { notes } = scorePredictions(predictions, allClasses)
      expect(notes.some((note) => note.includes("Cohen's kappa is undefined"))).toBe(scikit.kappaIsUndefined)
    }
    expect(notesOf('all beats and predictions of one class').join(' ')).toContain('are of class N: Cohen')
  })

  it('tell what the j-kappa index is made of where only class Q, or one class beside it, has beats', () => {
    expect(notesOf('all beats of class Q').at(-2)).toContain('No beats are left for the j and j-kappa index')
    expect(notesOf('one class but for class Q').join(' ')).toContain('the kappa in the j-kappa index is taken as 0')
  })

  it('count the beats whose probability log_loss clips', () => {
    const { labels, predicted } = scoresCase('sure and often wrong').predictions
    const wrong = labels.filter((label, beat) => label !== predicted[beat]).length
    expect(notesOf('sure and often wrong').at(-1)).toMatch(
      new RegExp(`^${wrong} beats have a probability of their own class below 2.2e-16, .*log_loss`),
    )
  })
})

describe('scores of any predictions', () => {
  it('lie in their ranges', () => {
    const within = (low: number, high: number, ...values: (number | null)[]) =>
      values.every((value) => value === null || (low <= value && value <= high + 1e-12))
    fc.assert(
      fc.property(somePredictions, (predictions) => {
        const { probability, classes, ...scores } = scorePredictions(predictions, [0, 2])
        expect(within(0, 1, scores.accuracy, scores.macroF1, scores.weightedF1, scores.headline.macroF1)).toBe(true)
        expect(within(-1, 1, scores.matthews, scores.kappa)).toBe(true)
        expect(within(0, 4, scores.jIndex) && within(-0.5, 1, scores.jKappaIndex)).toBe(true)
        if (!probability) throw new Error('Logits were there.')
        const { brier, negativeLogLikelihood, ...unitScores } = probability
        expect(within(0, 2, brier) && within(0, Infinity, negativeLogLikelihood)).toBe(true)
        expect(within(0, 1, ...Object.values(unitScores))).toBe(true)
        for (const { label, beats, predicted, ...rates } of classes) {
          expect(within(0, 1, ...Object.values(rates)), `class ${label}: ${beats} beats, ${predicted} predicted`).toBe(
            true,
          )
        }
      }),
    )
  })

  it('do not depend on the order of beats, but for the last digits of sums', () => {
    fc.assert(
      fc.property(somePredictions, ({ labels, predicted, logits }) => {
        const backwards = new Float32Array(logits.length)
        labels.forEach((_, beat) =>
          backwards.set(logits.subarray(beat * 5, beat * 5 + 5), logits.length - beat * 5 - 5),
        )
        const turned = { labels: labels.toReversed(), predicted: predicted.toReversed(), logits: backwards }
        const { probability, ...scores } = scorePredictions({ labels, predicted, logits }, [0, 1])
        const { probability: turnedProbability, ...turnedScores } = scorePredictions(turned, [0, 1])
        expect(turnedScores).toEqual(scores)
        expect(turnedProbability?.brier).toBeCloseTo(probability?.brier ?? NaN, 12)
        expect(turnedProbability?.negativeLogLikelihood).toBeCloseTo(probability?.negativeLogLikelihood ?? NaN, 12)
        expect(turnedProbability?.expectedCalibrationError).toBeCloseTo(
          probability?.expectedCalibrationError ?? NaN,
          12,
        )
      }),
    )
  })

  it('of probabilities do not change when the same is added to all logits of a beat', () => {
    fc.assert(
      fc.property(somePredictions, (predictions) => {
        const logits = predictions.logits.map((logit) => logit + 16)
        const { probability, classes } = scorePredictions({ ...predictions, logits }, [0])
        const before = scorePredictions(predictions, [0])
        expect(likeliestClasses(logits)).toEqual(likeliestClasses(predictions.logits))
        expect(classes).toEqual(before.classes)
        expect(probability).toEqual(before.probability)
      }),
    )
  })
})
