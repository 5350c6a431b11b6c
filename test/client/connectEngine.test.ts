import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectEngine, type EngineClient } from '../../electron/client/connectEngine.ts'
import { socketPath } from '../../electron/client/socketPath.ts'
import { openStore } from '../../electron/store/openStore.ts'
import {
  addStudy,
  endless,
  hasEnded,
  isAlive,
  runWhen,
  smallVariant,
  testFolder,
  trainerPid,
  until,
} from '../support/testEngine.ts'

function newDatabase(): string {
  return path.join(testFolder(), 'experiments.db')
}

/** A client whose engine ends with the test. */
async function connect(databasePath: string): Promise<EngineClient> {
  const client = await connectEngine({ databasePath })
  onTestFinished(async () => {
    const { pid } = client.hello()
    await client.invoke('engine.shutdown', { stopRuns: true })
    client.close()
    await until(() => !isAlive(pid))
  })
  return client
}

describe('connectEngine', () => {
  it('starts the engine of a database, with the sample in it, behind a socket for this user alone', async () => {
    const databasePath = newDatabase()
    const client = await connect(databasePath)
    const sets = await client.invoke('dataset.list', {})
    expect(sets.map(({ name }) => name)).toEqual(['MIT-BIH sample'])
    const socket = socketPath(databasePath)
    expect(statSync(socket).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(socket)).mode & 0o777).toBe(0o700)
    expect((await client.invoke('system.status', {})).databasePath).toBe(client.databasePath)
  })

  it('ends with one engine when several clients start it at once', async () => {
    const databasePath = newDatabase()
    const clients = await Promise.all([
      connect(databasePath),
      connectEngine({ databasePath }),
      connectEngine({ databasePath }),
      connectEngine({ databasePath }),
    ])
    expect(new Set(clients.map((client) => client.hello().pid)).size).toBe(1)
    for (const client of clients.slice(1)) client.close()
  })

  it('lets two clients see the same queue', async () => {
    const databasePath = newDatabase()
    const [window, commandLine] = [await connect(databasePath), await connectEngine({ databasePath })]
    const told: string[] = []
    window.on('run.change', ({ state }) => told.push(state))
    const study = await addStudy(commandLine)
    const [id = 0] = (await commandLine.invoke('study.launch', { id: study.id })).queued
    const run = await runWhen(commandLine, id, hasEnded)
    expect(run.state).toBe('finished')
    await until(() => told.includes('finished'))
    expect(await window.invoke('run.list', {})).toEqual(await commandLine.invoke('run.list', {}))
    commandLine.close()
  })

  it('hands errors over with code and hint', async () => {
    const client = await connect(newDatabase())
    await expect(client.invoke('run.get', { id: 99 })).rejects.toMatchObject({ name: 'AppError', code: 'not-found' })
    await expect(client.invoke('run.get', { id: -1 })).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('id') as string,
    })
  })

  it('does not start an engine when it may not', async () => {
    const databasePath = newDatabase()
    await expect(connectEngine({ databasePath, mayStart: false })).rejects.toMatchObject({ code: 'engine-lost' })
    expect(existsSync(databasePath)).toBe(false)
  })

  it('tells why an engine refuses a database, and does not change it', async () => {
    const folder = testFolder()
    const [wrong, newer] = ['wrong.db', 'newer.db'].map((name) => path.join(folder, name)) as [string, string]
    writeFileSync(wrong, 'this is no database at all, whatever its name says'.repeat(50))
    openStore(newer).close()
    const db = new Database(newer)
    db.pragma('user_version = 9999')
    db.close()
    const before = [wrong, newer].map((file) => readFileSync(file).toString('hex'))
    await expect(connectEngine({ databasePath: wrong })).rejects.toMatchObject({ code: 'bad-file' })
    await expect(connectEngine({ databasePath: newer })).rejects.toMatchObject({ code: 'newer-database' })
    expect([wrong, newer].map((file) => readFileSync(file).toString('hex'))).toEqual(before)
  })
})

describe('an engine without clients', () => {
  it('ends by itself when nothing is to be done, and leaves no socket', async () => {
    const databasePath = newDatabase()
    const client = await connectEngine({ databasePath })
    const { pid } = client.hello()
    client.close()
    await until(() => !isAlive(pid))
    expect(existsSync(socketPath(databasePath))).toBe(false)
    expect(readFileSync(`${databasePath}.log`, 'utf8')).toMatch(/nothing is to be done/)
  })

  it('goes on training, and ends when the last run has', async () => {
    const databasePath = newDatabase()
    const client = await connectEngine({ databasePath })
    const study = await addStudy(client, [smallVariant('A', { epochs: 40 })])
    const [id = 0] = (await client.invoke('study.launch', { id: study.id })).queued
    const { pid } = client.hello()
    client.close()
    await until(() => !isAlive(pid))
    const again = await connect(databasePath)
    const run = await runWhen(again, id, hasEnded)
    expect(run).toMatchObject({ state: 'finished', epoch: 40 })
  })
})

describe('an engine that is killed while it trains', () => {
  it('is told as lost and started again: trainers are gone, runs are interrupted with all their epochs', async () => {
    const databasePath = newDatabase()
    const client = await connect(databasePath)
    const study = await addStudy(client, [smallVariant('A', endless)])
    const [id = 0] = (await client.invoke('study.launch', { id: study.id })).queued
    const epochs: number[] = []
    client.on('run.epoch', ({ epoch }) => epochs.push(epoch.epoch))
    await until(() => epochs.length >= 3)
    const [enginePid, trainer] = [client.hello().pid, await trainerPid(client, id)]

    const lost = new Promise<void>((resolve) => client.onLost(resolve))
    process.kill(enginePid, 'SIGKILL')
    await lost
    const seen = epochs.length
    await expect(client.invoke('run.list', {})).rejects.toMatchObject({ code: 'engine-lost' })
    await until(() => !isAlive(trainer))

    const states: string[] = []
    client.onConnection((state) => states.push(state))
    await client.restart()
    expect(states).toEqual(['restarting', 'ready'])
    expect(client.hello().pid).not.toBe(enginePid)
    const run = await client.invoke('run.get', { id })
    expect(run.state).toBe('interrupted')
    expect(run.reason).not.toBeNull()
    expect(run.curve.length).toBeGreaterThanOrEqual(seen)
    expect(run.curve.map(({ epoch }) => epoch)).toEqual(run.curve.map((_, index) => index + 1))

    await client.invoke('run.retry', { id })
    await runWhen(client, id, ({ state, epoch }) => state === 'training' && epoch >= 1)
    expect(epochs.length).toBeGreaterThan(seen)
  })
})

describe('engine.shutdown', () => {
  it('is refused while runs train, unless they are to stop', async () => {
    const databasePath = newDatabase()
    const client = await connectEngine({ databasePath })
    const study = await addStudy(client, [smallVariant('A', endless)])
    const [id = 0] = (await client.invoke('study.launch', { id: study.id })).queued
    await runWhen(client, id, ({ state }) => state === 'training')
    await expect(client.invoke('engine.shutdown', {})).rejects.toMatchObject({ code: 'conflict' })
    const [pid, trainer] = [client.hello().pid, await trainerPid(client, id)]
    await client.invoke('engine.shutdown', { stopRuns: true })
    await until(() => !isAlive(pid))
    expect(isAlive(trainer)).toBe(false)
    client.close()
  })
})
