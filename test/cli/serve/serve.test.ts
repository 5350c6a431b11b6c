import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { serve, type Serving } from '../../../electron/cli/serve/serve.ts'
import { ask, type HttpAnswer } from '../../support/httpClient.ts'
import { createSilentEngine } from '../../support/silentEngine.ts'
import { folderForFile } from '../../support/folderForFile.ts'

const folder = folderForFile()
const engine = createSilentEngine()
let serving: Serving
let cookie: string
let origin: string

beforeAll(async () => {
  process.env['BEATBENCH_DATA'] = path.join(folder, 'home')
  const pageFolder = path.join(folder, 'page')
  mkdirSync(path.join(pageFolder, 'assets'), { recursive: true })
  writeFileSync(path.join(folder, 'secret.txt'), 'a secret')
  writeFileSync(path.join(pageFolder, 'index.html'), '<p>the page</p>')
  writeFileSync(path.join(pageFolder, 'assets', 'index.js'), 'start()')
  symlinkSync(path.join(folder, 'secret.txt'), path.join(pageFolder, 'link.txt'))
  mkdirSync(path.join(folder, 'data'))
  writeFileSync(path.join(folder, 'data', 'mitbih_test.csv.gz'), 'rows')
  writeFileSync(path.join(folder, 'data', 'notes.txt'), 'none')
  mkdirSync(path.join(folder, 'data', 'folder.csv'))
  symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'data', 'dangling.csv'))
  mkdirSync(path.join(folder, 'data', 'clinic'))
  writeFileSync(path.join(folder, 'data', 'clinic', 'p1.hea'), 'p1 1 250 100')
  writeFileSync(path.join(folder, 'data', 'clinic', '._p1.hea'), 'what a Mac leaves')
  const databasePath = path.join(folder, 'experiments.db')
  writeFileSync(databasePath, '')
  serving = await serve({ databasePath, port: 0, dataFolders: [path.join(folder, 'data')], pageFolder }, engine.connect)
  origin = `http://127.0.0.1:${serving.port}`
  cookie = cookieOf(await get(entrance()))
})

afterAll(() => serving.close())

const host = () => ({ host: `127.0.0.1:${serving.port}` })
const inside = () => ({ ...host(), cookie })
const entrance = () => new URL(serving.address()).pathname
const get = (target: string, headers: Record<string, string> = host()): Promise<HttpAnswer> =>
  ask(serving.port, target, { headers })
const cookieOf = (answer: HttpAnswer): string => String(answer.headers['set-cookie']).split(';')[0] ?? ''

function openSocket(headers: Record<string, string>, target = '/engine'): Promise<WebSocket | number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${serving.port}${target}`, { headers })
    socket.once('open', () => resolve(socket))
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
  })
}

function nextMessage(socket: WebSocket, type: string): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    const listener = (data: WebSocket.RawData) => {
      const message = JSON.parse(data.toString()) as Record<string, unknown>
      if (message['type'] !== type) return
      socket.off('message', listener)
      resolve(message)
    }
    socket.on('message', listener)
  })
}

async function askEngine(question: object): Promise<Record<string, unknown>> {
  const socket = (await openSocket({ ...inside(), origin })) as WebSocket
  const answered = nextMessage(socket, 'answer')
  socket.send(JSON.stringify({ id: 1, ...question }))
  const { answer } = await answered
  socket.close()
  return answer as Record<string, unknown>
}

describe('the entrance', () => {
  it('takes a token once, and the next browser needs the next one', async () => {
    const spent = entrance()
    expect((await get(spent)).status).toBe(200)
    expect((await get(spent)).status).toBe(403)
    expect(entrance()).not.toBe(spent)
  })

  it('gives a cookie that scripts cannot read and other sites cannot send', async () => {
    const header = String((await get(entrance())).headers['set-cookie'])
    expect(header).toMatch(/^beatbench-\d+=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/$/)
  })

  it('refuses a wrong token, the token of a longer text, and none at all', async () => {
    for (const target of ['/enter/', '/enter/0000', `${entrance()}0`]) expect((await get(target)).status).toBe(403)
  })

  it('keeps the token in a file that only this user can read', async () => {
    expect(readFileSync(serving.doorFile, 'utf8')).toContain(serving.address())
    expect(statSync(serving.doorFile).mode & 0o777).toBe(0o600)
    expect(statSync(path.dirname(serving.doorFile)).mode & 0o777).toBe(0o700)
  })
})

describe('files of the page', () => {
  it('are shown with a cookie only', async () => {
    expect((await get('/')).status).toBe(401)
    expect((await get('/', { ...host(), cookie: `${cookie.slice(0, -1)}x` })).status).toBe(401)
    expect((await get('/', inside())).text).toBe('<p>the page</p>')
    expect((await get('/assets/index.js', inside())).headers['content-type']).toMatch(/^text\/javascript/)
  })

  it('carry a content security policy that allows nothing from elsewhere', async () => {
    const { headers } = await get('/', inside())
    expect(headers['content-security-policy']).toContain("default-src 'none'")
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['x-content-type-options']).toBe('nosniff')
  })

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '//etc/passwd',
    '/link.txt',
    '/assets',
    '/index.html%00.js',
  ])('lie in the page folder only: %s is not there', async (target) => {
    const answer = await get(target, inside())
    expect(answer.status).toBe(404)
    expect(answer.text).not.toContain('a secret')
  })
})

describe('other sites', () => {
  it.each(['evil.example', `evil.example:80`, '127.0.0.1.evil.example', 'localhost.evil.example'])(
    'cannot point a name at the server: Host %s is refused',
    async (name) => {
      expect((await get('/', { host: name, cookie })).status).toBe(403)
    },
  )

  it('may not ask from another origin, also not from another port of this computer', async () => {
    for (const other of ['http://evil.example', 'http://127.0.0.1:1', 'null', `https://127.0.0.1:${serving.port}`]) {
      expect((await get('/', { ...inside(), origin: other })).status).toBe(403)
      expect(await openSocket({ ...inside(), origin: other })).toBe(403)
      const upload = { method: 'POST', headers: { ...inside(), origin: other }, body: 'x' }
      expect((await ask(serving.port, '/upload?name=a.csv', upload)).status).toBe(403)
    }
  })

  it('are reached through a tunnel on another port', async () => {
    expect((await get('/', { host: 'localhost:9000', cookie })).status).toBe(200)
  })
})

describe('the socket', () => {
  it('opens with cookie and origin only, and at one address only', async () => {
    expect(await openSocket(inside())).toBe(403)
    expect(await openSocket({ ...host(), origin })).toBe(403)
    expect(await openSocket({ ...inside(), origin }, '/other')).toBe(403)
    expect(await openSocket({ cookie, origin: 'http://evil.example', host: 'evil.example' })).toBe(403)
    const socket = await openSocket({ ...inside(), origin })
    expect(socket).toBeInstanceOf(WebSocket)
    ;(socket as WebSocket).close()
  })

  it('relays a command with its parsed input', async () => {
    engine.answer = [{ id: 1 }]
    expect(await askEngine({ command: 'run.list', input: { studyId: 3, hidden: true } })).toEqual({
      ok: true,
      value: [{ id: 1 }],
    })
    expect(engine.asked.at(-1)).toEqual({ command: 'run.list', input: { studyId: 3 } })
  })

  it('refuses a path from a page before the engine hears of it', async () => {
    const asked = engine.asked.length
    const file = { path: '/etc/passwd' }
    const answer = await askEngine({ command: 'dataset.import', input: { name: 'x', train: file, test: file } })
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } })
    expect(engine.asked).toHaveLength(asked)
  })

  it('hands events and the loss of the engine to the page', async () => {
    const socket = (await openSocket({ ...inside(), origin })) as WebSocket
    const event = nextMessage(socket, 'event')
    engine.tellEvent('list.change', { noun: 'run' })
    expect(await event).toEqual({ type: 'event', event: 'list.change', data: { noun: 'run' } })
    const lost = nextMessage(socket, 'connection')
    engine.tellConnection('lost')
    expect(await lost).toMatchObject({ state: 'lost' })
    socket.close()
  })

  it.each(['no json', '[]', '{"id":1}', '{"id":"1","command":"run.list","input":{}}'])(
    'is closed on a page that sends %s',
    async (text) => {
      const socket = (await openSocket({ ...inside(), origin })) as WebSocket
      const closed = new Promise((resolve) => socket.once('close', resolve))
      socket.send(text)
      expect(await closed).toBe(1008)
    },
  )
})

describe('files for the engine', () => {
  const upload = (name: string, body: string, headers: Record<string, string> = {}) =>
    ask(serving.port, `/upload?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { ...inside(), origin, ...headers },
      body,
    })

  it('come in as uploads under a token, private to this user', async () => {
    const answer = await upload('mitbih_train.csv', '1,2,3')
    const file = JSON.parse(answer.text) as { token: string; name: string; bytes: number }
    expect(file).toMatchObject({ name: 'mitbih_train.csv', bytes: 5 })
    const refs = { train: { token: file.token }, test: { token: file.token } }
    await askEngine({ command: 'dataset.import', input: { name: 'x', ...refs } })
    const { path: kept } = (engine.asked.at(-1)?.input as { train: { path: string } }).train
    expect(readFileSync(kept, 'utf8')).toBe('1,2,3')
    expect(statSync(kept).mode & 0o777).toBe(0o600)
  })

  it('are removed when the import that read them has finished', async () => {
    const { token } = JSON.parse((await upload('a.csv', 'x')).text) as { token: string }
    engine.answer = { id: 77 }
    await askEngine({ command: 'dataset.import', input: { name: 'x', train: { token }, test: { token } } })
    const { path: kept } = (engine.asked.at(-1)?.input as { train: { path: string } }).train
    engine.tellEvent('job.change', { id: 77, state: 'running' })
    expect(existsSync(kept)).toBe(true)
    engine.tellEvent('job.change', { id: 77, state: 'finished' })
    await expect.poll(() => existsSync(kept)).toBe(false)
  })

  it('of weights are removed as soon as they were taken over', async () => {
    const { token } = JSON.parse((await upload('model.safetensors', 'x')).text) as { token: string }
    engine.answer = { id: 5 }
    await askEngine({ command: 'run.importWeights', input: { variantId: 1, seed: 3, file: { token } } })
    const { path: kept } = (engine.asked.at(-1)?.input as { file: { path: string } }).file
    expect(path.basename(kept)).toBe('model.safetensors')
    await expect.poll(() => existsSync(kept)).toBe(false)
    // With the file its token goes: nothing more is asked with a path that leads nowhere.
    const asked = engine.asked.length
    const again = await askEngine({ command: 'run.importWeights', input: { variantId: 1, seed: 3, file: { token } } })
    expect(again).toMatchObject({ ok: false, error: { code: 'not-found', hint: 'Choose the file again.' } })
    expect(engine.asked).toHaveLength(asked)
  })

  it('may have a name of at most 200 bytes, so that the disk can hold it', async () => {
    const name = encodeURIComponent(`${'心'.repeat(100)}.csv`)
    const answer = await ask(serving.port, `/upload?name=${name}`, {
      method: 'POST',
      headers: { ...inside(), origin },
      body: 'x',
    })
    expect(answer.status).toBe(400)
  })

  it('need a cookie and a plain name, and fit into the room there is', async () => {
    const stranger = { method: 'POST', headers: { ...host(), origin }, body: 'x' }
    expect((await ask(serving.port, '/upload?name=a.csv', stranger)).status).toBe(401)
    expect((await upload('../a.csv', 'x')).status).toBe(400)
    expect((await upload('', 'x')).status).toBe(400)
    const before = readdirSync(serving.folder.path)
    const huge = { method: 'POST', headers: { ...inside(), origin, 'content-length': String(5 * 2 ** 30) } }
    expect((await ask(serving.port, '/upload?name=a.csv', huge)).status).toBe(413)
    expect(readdirSync(serving.folder.path)).toEqual(before)
  })

  it('in folders named by --data are offered by token; nothing else of the folder is', async () => {
    const answer = await askEngine({ host: { kind: 'listOfferedFiles' } })
    expect(answer).toMatchObject({ ok: true, value: [{ name: 'mitbih_test.csv.gz', bytes: 4 }] })
    expect(JSON.stringify(answer)).not.toContain(folder)
  })
})

describe('folders of recordings', () => {
  const post = (target: string, body: string) =>
    ask(serving.port, target, { method: 'POST', headers: { ...inside(), origin }, body })
  const openSentFolder = async (name: string) =>
    ((await askEngine({ host: { kind: 'openSentFolder', name } })) as { value: { token: string } }).value.token
  const send = (token: string, name: string, body: string) =>
    post(`/upload?name=${encodeURIComponent(name)}&folder=${token}`, body)
  const readFolder = async (token: string) => {
    await askEngine({ command: 'dataset.readFolder', input: { folder: { token } } })
    return (engine.asked.at(-1)?.input as { folder: { path: string } }).folder.path
  }

  it('below those named by --data are offered by token; others, and their paths, are not', async () => {
    const answer = await askEngine({ host: { kind: 'listOfferedFolders' } })
    expect(answer).toMatchObject({ ok: true, value: [{ name: 'clinic', headers: 1 }] })
    expect((answer['value'] as unknown[]).length).toBe(1)
    expect(JSON.stringify(answer)).not.toContain(folder)
  })

  it('come in file by file into one folder under one token, private to this user', async () => {
    const token = await openSentFolder('mitdb')
    expect((await send(token, '100.hea', 'header')).status).toBe(200)
    expect((await send(token, '100.dat', 'signal')).status).toBe(200)
    const kept = await readFolder(token)
    expect(path.basename(kept)).toBe('mitdb')
    expect(readdirSync(kept).sort()).toEqual(['100.dat', '100.hea'])
    expect(readFileSync(path.join(kept, '100.dat'), 'utf8')).toBe('signal')
    expect(statSync(kept).mode & 0o777).toBe(0o700)
    expect(statSync(path.join(kept, '100.dat')).mode & 0o777).toBe(0o600)
  })

  it.each(['../100.hea', 'sub/100.hea', '..', '.', '', 'a\\b.hea', 'a\u0000.hea'])(
    'hold plain names only: %j is refused',
    async (name) => {
      const token = await openSentFolder('mitdb')
      expect((await send(token, name, 'x')).status).toBe(400)
      expect(readdirSync(await readFolder(token))).toEqual([])
    },
  )

  it.each(['..', '.', 'a/b', ''])('have a plain name themselves: %j is refused', async (name) => {
    const answer = await askEngine({ host: { kind: 'openSentFolder', name } })
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } })
  })

  it('take nothing under the token of an offered folder, of a file, or of nothing', async () => {
    const offered = (await askEngine({ host: { kind: 'listOfferedFolders' } })) as { value: { token: string }[] }
    const sent = JSON.parse((await post('/upload?name=a.csv', 'x')).text) as { token: string }
    for (const token of [offered.value[0]!.token, sent.token, 'guessed'])
      expect((await send(token, 'more.hea', 'x')).status).toBe(404)
    expect(readdirSync(path.join(folder, 'data', 'clinic'))).not.toContain('more.hea')
  })

  it('keep the first of two files of one name', async () => {
    const token = await openSentFolder('mitdb')
    await send(token, '100.hea', 'first')
    expect((await send(token, '100.hea', 'second')).status).toBe(409)
    expect(readFileSync(path.join(await readFolder(token), '100.hea'), 'utf8')).toBe('first')
  })

  it('are removed when they are not wanted; what was not sent stays', async () => {
    const token = await openSentFolder('mitdb')
    await send(token, '100.hea', 'x')
    const kept = await readFolder(token)
    await askEngine({ host: { kind: 'forgetSent', token } })
    expect(existsSync(kept)).toBe(false)
    expect((await send(token, '101.hea', 'x')).status).toBe(404)
    const offered = (await askEngine({ host: { kind: 'listOfferedFolders' } })) as { value: { token: string }[] }
    await askEngine({ host: { kind: 'forgetSent', token: offered.value[0]!.token } })
    expect(existsSync(path.join(folder, 'data', 'clinic', 'p1.hea'))).toBe(true)
  })

  it('are removed with their index when the import that read them has finished', async () => {
    const token = await openSentFolder('mitdb')
    await send(token, '100.hea', 'x')
    const index = JSON.parse((await post('/upload?name=beat_index.csv', 'x')).text) as { token: string }
    engine.answer = { id: 91 }
    const input = { name: 'x', folder: { token }, index: { token: index.token }, rule: { kind: 'published' } }
    expect(await askEngine({ command: 'dataset.importRecords', input })).toMatchObject({ ok: true })
    const asked = engine.asked.at(-1)?.input as { folder: { path: string }; index: { path: string } }
    engine.tellEvent('job.change', { id: 91, state: 'failed' })
    expect(existsSync(asked.folder.path)).toBe(true)
    engine.tellEvent('job.change', { id: 91, state: 'finished' })
    await expect.poll(() => existsSync(asked.folder.path) || existsSync(asked.index.path)).toBe(false)
  })
})

it('lists databases and opens another by its token, telling every page to start again', async () => {
  writeFileSync(path.join(folder, 'other.db'), '')
  const { value } = (await askEngine({ host: { kind: 'listDatabases' } })) as {
    value: { path: string; token: string; isOpen: boolean }[]
  }
  expect(value.map((entry) => [path.basename(entry.path), entry.isOpen])).toEqual([
    ['experiments.db', true],
    ['other.db', false],
  ])
  const socket = (await openSocket({ ...inside(), origin })) as WebSocket
  const reload = nextMessage(socket, 'reload')
  const token = value[1]?.token
  expect(await askEngine({ host: { kind: 'openDatabase', request: { token } } })).toEqual({ ok: true, value: true })
  await reload
  socket.close()
  expect(await askEngine({ host: { kind: 'openDatabase', request: { create: '../x' } } })).toMatchObject({ ok: false })
})

it('leaves nothing behind when it ends', async () => {
  const pageFolder = path.join(folder, 'page')
  const options = { databasePath: path.join(folder, 'experiments.db'), port: 0, dataFolders: [], pageFolder }
  const short = await serve(options, engine.connect)
  await short.close()
  expect(existsSync(short.folder.path)).toBe(false)
  await expect(ask(short.port, '/')).rejects.toThrow('ECONNREFUSED')
})
