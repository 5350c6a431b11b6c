import { describe, expect, it } from 'vitest'
import { describeEnd } from '../../../../renderer/components/runs/describeEnd.ts'
import { freeSeed } from '../../../../renderer/components/runs/freeSeed.ts'
import { runOf } from '../../runOf.ts'

describe('how a run ended', () => {
  it('is the reason of the engine as a sentence', () => {
    expect(describeEnd(runOf({ state: 'finished', reason: 'all 20 epochs done' }))).toBe('All 20 epochs done.')
    expect(describeEnd(runOf({ state: 'failed', reason: 'The disk is full.' }))).toBe('The disk is full.')
    expect(describeEnd(runOf({ state: 'training' }))).toBe('')
  })

  it('says of imported weights that nothing was trained', () => {
    const imported = { isImported: true, epochs: 0 }
    const reason = 'scored with the weights of model.safetensors'
    expect(describeEnd(runOf({ ...imported, state: 'finished', reason }))).toBe(
      'Scored with the weights of model.safetensors, not trained.',
    )
    expect(describeEnd(runOf({ ...imported, state: 'queued' }))).toMatch(/scored, not trained/)
  })

  it('says of a run that is trained on that its result stays', () => {
    expect(describeEnd(runOf({ state: 'training', hasWeights: true, epochs: 30 }))).toBe(
      'Trained on to epoch 30; its result from before stays until then.',
    )
  })
})

describe('freeSeed', () => {
  it('takes none of the seeds of the study, which are to be trained', () => {
    expect(freeSeed([420, 421, 422], [420])).toBe(423)
    expect(freeSeed([420, 421], [420, 421])).toBe(422)
    expect(freeSeed([1, 2], [1, 2, 9])).toBe(10)
  })
})
