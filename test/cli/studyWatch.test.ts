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
  const context = { terminal: { note: () => undefined } } as unknown as Context
  const watch = new StudyWatch(await engine.connect('/tmp/lab.db'), context)
  const run = runOf({ id: 1, state: 'queued' })
  return { engine, run, ended: watch.waitFor([run], [1], hints) }
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
