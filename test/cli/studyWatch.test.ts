import { expect, it } from 'vitest'
import type { Context } from '../../electron/cli/context.ts'
import { resumeGoesOn, StudyWatch, type GoOnHints } from '../../electron/cli/studyWatch.ts'
import { runOf } from '../renderer/runOf.ts'
import { createSilentEngine } from '../support/silentEngine.ts'

const queue = {
  isPaused: true,
  pauseReason: null,
  total: 1,
  done: 0,
  active: 0,
  waiting: 1,
  failed: 0,
  remainingMs: null,
  isRemainingAtMost: false,
  waitsFor: null,
}

async function startWatch(hints?: GoOnHints) {
  const engine = createSilentEngine()
  const notes: string[] = []
  const context = { terminal: { note: (text: string) => notes.push(text) } } as unknown as Context
  const watch = new StudyWatch(await engine.connect('/tmp/lab.db'), context)
  const run = runOf({ id: 1, state: 'queued', headlineClasses: [0, 2] })
  return { engine, run, notes, ended: watch.waitFor([run], [1], hints) }
}

it('waiting for a study ends when the queue has paused itself, with the reason', async () => {
  const { engine, ended } = await startWatch()
  engine.tellEvent('system.change', { queue: { ...queue, pauseReason: 'The queue was paused: the disk is full.' } })
  await expect(ended).rejects.toMatchObject({
    code: 'trainer-failed',
    message: expect.stringContaining('disk is full'),
    hint: 'Then the same command goes on.',
  })
})

it('waiting for one run ends with how that run goes on', async () => {
  const { engine, ended } = await startWatch(resumeGoesOn(1))
  engine.tellEvent('system.change', { queue: { ...queue, pauseReason: 'The queue was paused.' } })
  await expect(ended).rejects.toMatchObject({ hint: 'Then `run pause 1` and `run resume 1` go on.' })
})

it('waiting for a study goes on while a user has paused the queue', async () => {
  const { engine, run, ended } = await startWatch()
  engine.tellEvent('system.change', { queue })
  engine.tellEvent('run.change', { ...run, state: 'finished' })
  await expect(ended).resolves.toMatchObject([{ id: 1, state: 'finished' }])
})

it('says once whose patients scores are on, before them, and which classes F1 is over', async () => {
  const { engine, run, notes, ended } = await startWatch()
  const epoch = { trainLoss: 1, validationLoss: 1, validationAccuracy: 0.5, validationMacroF1: 0.25, learningRate: 1 }
  engine.tellEvent('run.epoch', { runId: 1, epoch: { epoch: 1, durationMs: 1000, ...epoch } })
  engine.tellEvent('run.change', { ...run, state: 'finished', testMacroF1: 0.5 })
  await ended
  expect(notes).toEqual([
    'Scores on the test part: patients separate; on the validation part: same patients as training. F1 here is macro F1 ' +
      'over all 5 classes; the headline score leaves S, F, Q out.',
    'Model 1 seed 1  epoch 1/20  loss 1.0000, validation 1.0000, F1 (5 classes) 0.250  1.0 s',
    'Model 1 seed 1  finished: test F1 (5 classes) 0.500 (patients separate)',
  ])
})
