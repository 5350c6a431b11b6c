import { describe, expect, it } from 'vitest'
import { runStateSchema, type Run } from '../../../../electron/shared/run.ts'
import { choicesOf, usualActionOf, type RunAction } from '../../../../renderer/components/runs/runActions.ts'
import { lossOf } from '../../../../renderer/components/runs/runLoss.ts'
import { runOf } from '../../runOf.ts'

/** But for opening it, which is always possible. */
const enabledOf = (change: Partial<Run>, isRepeating = false): RunAction[] =>
  choicesOf(runOf(change), isRepeating).flatMap(({ action, isEnabled }) =>
    isEnabled && action !== 'open' ? [action] : [],
  )
const noteOf = (change: Partial<Run>, action: RunAction) =>
  choicesOf(runOf(change), false).find((choice) => choice.action === action)?.note

describe('what can be done with a run', () => {
  it('is never twice the same, whatever its state', () => {
    for (const state of runStateSchema.options) {
      const actions = choicesOf(runOf({ state, hasWeights: true, hasCheckpoint: true, epoch: 3 }), false)
      expect(new Set(actions.map(({ action }) => action)).size).toBe(actions.length)
    }
  })

  it('is opening it first, in every state', () => {
    for (const state of runStateSchema.options)
      expect(choicesOf(runOf({ state }), false)[0]).toMatchObject({ action: 'open', isEnabled: true })
  })

  it('while it trains is pausing, stopping and cancelling, and says which epoch is trained again', () => {
    expect(enabledOf({ state: 'training', epoch: 4 })).toEqual(['pause', 'pause-now', 'stop', 'cancel'])
    expect(noteOf({ state: 'training', epoch: 4 }, 'pause-now')).toBe('epoch 5 is trained again')
  })

  it('once it was asked to pause, is pausing at once, or to be stopped and scored after all', () => {
    expect(enabledOf({ state: 'training', pauseRequested: true })).toEqual(['pause-now', 'stop', 'cancel'])
    expect(enabledOf({ state: 'training', stopRequested: true })).toEqual(['pause-now', 'cancel'])
  })

  it('while it is scored is cancelling only', () => {
    expect(enabledOf({ state: 'evaluating', epoch: 20 })).toEqual(['cancel'])
    expect(enabledOf({ state: 'training', isImported: true })).toEqual(['cancel'])
  })

  it('while it is trained on is the same', () => {
    expect(enabledOf({ state: 'training', hasWeights: true })).toEqual(['pause', 'pause-now', 'stop', 'cancel'])
  })

  it('when it rests is resuming where there is a checkpoint, and starting again', () => {
    for (const state of ['paused', 'failed', 'cancelled', 'interrupted'] as const) {
      const kept = { state, epoch: 4, hasCheckpoint: true }
      expect(enabledOf(kept)).toEqual(['resume', 'start-again', 'archive', 'delete'])
      expect(noteOf(kept, 'resume')).toBe('goes on after epoch 4')
      expect(enabledOf({ state, epoch: 4 })).toEqual(['start-again', 'archive', 'delete'])
    }
    expect(enabledOf({ state: 'paused' })).toEqual(['resume', 'archive', 'delete'])
    expect(enabledOf({ state: 'failed' })).toEqual(['start-again', 'archive', 'delete'])
  })

  it('lets a rest of training on be given up, so that the result from before stands again', () => {
    expect(enabledOf({ state: 'paused', epoch: 12, hasCheckpoint: true, hasWeights: true })).toContain('cancel')
  })

  it('when it is done depends on its checkpoint, its weights and whether it is repeated', () => {
    const done = { state: 'finished', epoch: 8, hasWeights: true, hasCheckpoint: true } as const
    expect(enabledOf(done)).toEqual(['explain', 'extend', 'repeat', 'archive', 'delete'])
    expect(enabledOf(done, true)).toEqual(['explain', 'extend', 'archive', 'delete'])
    expect(enabledOf({ ...done, hasWeights: false, hasMaps: true })).toContain('explain')
    expect(enabledOf({ ...done, hasWeights: false, hasCheckpoint: false })).toEqual(['repeat', 'archive', 'delete'])
    expect(noteOf({ ...done, hasCheckpoint: false }, 'extend')).toBe('it has no checkpoint')
    expect(noteOf({ ...done, isImported: true }, 'extend')).toBe('its weights came from a file')
  })

  it('has one usual action: pausing, resuming or starting again', () => {
    expect(usualActionOf(runOf({ state: 'training' }))?.action).toBe('pause')
    expect(usualActionOf(runOf({ state: 'paused', epoch: 2, hasCheckpoint: true }))?.action).toBe('resume')
    expect(usualActionOf(runOf({ state: 'failed', epoch: 2 }))?.action).toBe('start-again')
    expect(usualActionOf(runOf({ state: 'queued' }))).toBeNull()
    expect(usualActionOf(runOf({ state: 'finished' }))).toBeNull()
  })
})

describe('what is asked before something is lost', () => {
  const rest = runOf({ state: 'paused', epoch: 5, hasCheckpoint: true })

  it('is asked for epochs that would be thrown away, and names the other way', () => {
    expect(lossOf('start-again', rest)?.text).toBe(
      'Its 5 trained epochs are thrown away, and it begins at epoch 1. To keep them, resume the run.',
    )
    expect(lossOf('start-again', { ...rest, epoch: 1, hasCheckpoint: false })?.text).toBe(
      'Its trained epoch is thrown away, and it begins at epoch 1.',
    )
    expect(lossOf('start-again', { ...rest, epoch: 0 })).toBeNull()
  })

  it('is asked for training on that is given up', () => {
    expect(lossOf('cancel', { ...rest, hasWeights: true })?.text).toContain('The result from before stays.')
    expect(lossOf('cancel', rest)).toBeNull()
  })

  it('is not asked for what keeps all epochs', () => {
    for (const action of ['pause', 'pause-now', 'resume', 'stop', 'extend', 'repeat'] as const)
      expect(lossOf(action, rest)).toBeNull()
  })
})
