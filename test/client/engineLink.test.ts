import { expect, it } from 'vitest'
import { EngineLink } from '../../electron/client/engineLink.ts'
import type { EngineClient } from '../../electron/client/connectEngine.ts'
import type { PageNews } from '../../electron/shared/pageProtocol.ts'
import { createSilentEngine } from '../support/silentEngine.ts'

async function openLink() {
  const engine = createSilentEngine()
  const restarts = { count: 0, fails: false }
  const connect = async (databasePath: string): Promise<EngineClient> => ({
    ...(await engine.connect(databasePath)),
    restart: async () => {
      restarts.count += 1
      if (!restarts.fails) return engine.tellConnection('ready')
      engine.tellConnection('lost')
      throw new Error('It does not start.')
    },
  })
  const link = await EngineLink.open(connect, '/lab.db')
  const news: PageNews[] = []
  link.onNews((item) => news.push(item))
  return { engine, link, news, restarts }
}

it('relays events and starts a lost engine again', async () => {
  const { engine, link, news, restarts } = await openLink()
  engine.tellEvent('list.change', { noun: 'run' })
  engine.tellConnection('lost')
  await expect.poll(() => link.state).toBe('ready')
  expect(restarts.count).toBe(1)
  expect(news).toEqual([
    { type: 'event', event: 'list.change', data: { noun: 'run' } },
    { type: 'connection', state: 'lost' },
    { type: 'connection', state: 'ready' },
  ])
})

it('leaves an engine that keeps dying alone, until somebody asks for something', async () => {
  const { engine, link, restarts } = await openLink()
  restarts.fails = true
  engine.tellConnection('lost')
  await expect.poll(() => restarts.count).toBe(3)
  expect(link.state).toBe('lost')
  await expect(link.invoke('run.list', {})).rejects.toThrow('It does not start.')
  restarts.fails = false
  await link.invoke('run.list', {})
  expect(link.state).toBe('ready')
})

it('tells pages to start again on another database, and listens to that one only', async () => {
  const { link, news } = await openLink()
  await link.switchTo('/other.db')
  expect(link.databasePath).toBe('/other.db')
  expect(news).toEqual([{ type: 'reload' }])
})

it('stays on its database when another cannot be opened', async () => {
  const engine = createSilentEngine()
  const link = await EngineLink.open(async (databasePath) => {
    if (databasePath === '/broken.db') throw new Error('It is broken.')
    return engine.connect(databasePath)
  }, '/lab.db')
  await expect(link.switchTo('/broken.db')).rejects.toThrow('It is broken.')
  expect(link.databasePath).toBe('/lab.db')
})

it('says and restarts nothing after it was closed', async () => {
  const { engine, link, news, restarts } = await openLink()
  link.close()
  engine.tellConnection('lost')
  expect(news).toEqual([])
  expect(restarts.count).toBe(0)
})
