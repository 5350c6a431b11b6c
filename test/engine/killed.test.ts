import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectEngine, type EngineClient } from '../../electron/client/connectEngine.ts'
import { openStore } from '../../electron/store/openStore.ts'
import { endEngine } from '../support/endEngine.ts'
import { restlessVariant, resultOf, type RunResult } from '../support/restlessRun.ts'
import { addBeats, addStudy, isAlive, runWhen, testFolder, trainerPid, until } from '../support/testEngine.ts'

/** Long enough that a kill falls into the middle of it. */
const variants = (count: number) =>
  Array.from({ length: count }, (_, index) => restlessVariant(`Restless ${index + 1}`, { epochs: 20 }))
const manyBeats = 1500

/** A client of an engine in a process of its own, with beats in its database. */
async function connect(): Promise<EngineClient> {
  const databasePath = path.join(testFolder(), 'experiments.db')
  onTestFinished(() => endEngine(databasePath))
  const client = await connectEngine({ databasePath })
  onTestFinished(() => client.close())
  await addBeats(client, manyBeats)
  return client
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
/** Up to about the time of two epochs. */
const aMoment = () => wait(Math.random() * 400)

const isDone = (client: EngineClient, studyId: number) =>
  client.invoke('run.list', { studyId }).then((runs) => runs.every(({ state }) => state === 'finished'))

/** Kills the engine, waits until its trainings are gone too, and starts the next one. */
async function killEngine(client: EngineClient, runIds: readonly number[]): Promise<void> {
  const pids = await Promise.all(runIds.map((id) => trainerPid(client, id)))
  const { pid } = client.hello()
  process.kill(pid, 'SIGKILL')
  await until(() => [pid, ...pids].every((one) => !isAlive(one)))
  await until(() =>
    client.restart().then(
      () => true,
      () => false,
    ),
  )
}

/** The same study in a database of its own, never disturbed. */
async function undisturbed(): Promise<RunResult> {
  const client = await connect()
  const study = await addStudy(client, variants(1))
  const [id = 0] = (await client.invoke('study.launch', { id: study.id })).queued
  await runWhen(client, id, ({ state }) => state === 'finished')
  return resultOf(client, id)
}

describe('runs whose engine is killed at any moment', () => {
  it.each([1, 2])(
    'go on with the next one and give the bytes of an undisturbed run, with %i at once',
    async (workers) => {
      const expected = await undisturbed()
      const client = await connect()
      await client.invoke('settings.update', { workers })
      const study = await addStudy(client, variants(workers))
      const { queued } = await client.invoke('study.launch', { id: study.id })

      for (const seen of [2, 6]) {
        for (const id of queued) await runWhen(client, id, ({ epoch }) => epoch >= seen)
        await aMoment()
        await killEngine(client, queued)
        const runs = await client.invoke('run.list', { studyId: study.id })
        for (const { id, state, epoch, hasCheckpoint } of runs) {
          expect(state === 'interrupted' || state === 'finished').toBe(true)
          expect(epoch).toBeGreaterThanOrEqual(seen)
          expect(hasCheckpoint).toBe(true)
          const { curve } = await client.invoke('run.get', { id })
          expect(curve.map((one) => one.epoch)).toEqual(curve.map((_, index) => index + 1))
        }
        await client.invoke('study.launch', { id: study.id })
      }
      await until(() => isDone(client, study.id))
      for (const id of queued) expect(await resultOf(client, id)).toEqual(expected)

      // Nothing is missing, and nothing lies about but what rows name.
      await client.invoke('engine.shutdown', {})
      await endEngine(client.databasePath)
      const store = openStore(client.databasePath)
      onTestFinished(() => store.close())
      expect(store.warnings()).toEqual([])
      expect(readdirSync(path.join(store.filesPath, 'tmp'))).toEqual([])
    },
    240_000,
  )

  it('go on as well when it is their trainer that is killed', async () => {
    const expected = await undisturbed()
    const client = await connect()
    const study = await addStudy(client, variants(1))
    const [id = 0] = (await client.invoke('study.launch', { id: study.id })).queued
    for (const seen of [1, 5]) {
      await runWhen(client, id, ({ epoch }) => epoch >= seen)
      await aMoment()
      process.kill(await trainerPid(client, id), 'SIGKILL')
      await runWhen(client, id, ({ state }) => state === 'failed')
      await client.invoke('run.resume', { id })
    }
    await runWhen(client, id, ({ state }) => state === 'finished')
    expect(await resultOf(client, id)).toEqual(expected)
  }, 240_000)
})
