import { join } from 'node:path'
import { expect, it } from 'vitest'
import { published11 } from '../../electron/shared/preset.ts'
import { sharedData } from '../support/sharedData.ts'
import { hasEnded, runWhen, testEngine, until } from '../support/testEngine.ts'

/** Two epochs take some 15 s on a quiet machine. */
const patienceMs = 300_000

if (sharedData) {
  const folder = join(sharedData, 'heartbeat')

  it(
    'imports the real set and trains Model 11 on it for two epochs, to a score that chance does not reach',
    async () => {
      const { engine } = testEngine()
      const train = { path: join(folder, 'mitbih_train.csv.gz') }
      const test = { path: join(folder, 'mitbih_test.csv.gz') }
      const { id: jobId } = await engine.invoke('dataset.import', { name: 'Heartbeats', train, test })
      const job = await until(async () =>
        (await engine.invoke('job.list', {})).find(({ id, state }) => id === jobId && state !== 'running'),
      )
      expect(job).toMatchObject({ state: 'finished', error: null })
      const variants = published11([11]).map((variant) => ({ ...variant, recipe: { ...variant.recipe, epochs: 2 } }))
      const study = await engine.invoke('study.create', {
        name: 'Model 11, two epochs',
        dataSetId: job.dataSetId ?? 0,
        split: 'published',
        seeds: [1],
        variants,
      })
      const { queued } = await engine.invoke('study.launch', { id: study.id })
      const run = await runWhen(engine, queued[0] ?? 0, hasEnded)
      expect(run).toMatchObject({ state: 'finished', epoch: 2 })
      const { curve, scores, partSizes } = await engine.invoke('run.get', { id: run.id })
      expect(partSizes).toEqual({ train: 70_043, validation: 17_511, test: 21_892 })
      expect(curve[1]?.trainLoss).toBeLessThan(curve[0]?.trainLoss ?? 0)
      const onTest = scores.find(({ part }) => part === 'test')
      expect(onTest?.beats).toBe(21_892)
      // Always saying N gives 0.181.
      expect(onTest?.macroF1).toBeGreaterThan(0.75)
    },
    patienceMs,
  )
}
