import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  endProcessesOf,
  openPage,
  processesOf,
  startAgain,
  startElectron,
  until,
  type ElectronFixture,
} from '../support/electronFixture.ts'
import { listPages } from '../support/devToolsPage.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-electron-'))
afterAll(() => {
  endProcessesOf(folder)
  rmSync(folder, { recursive: true, force: true })
})

interface Answer<T> {
  ok: boolean
  value: T
  error: { code: string; message: string }
}

const ask = <T>({ page }: ElectronFixture, command: string, input: object): Promise<Answer<T>> =>
  page.evaluate<Answer<T>>(`window.beatbench.invoke(${JSON.stringify(command)}, ${JSON.stringify(input)})`)

async function get<T>(shell: ElectronFixture, command: string, input: object = {}): Promise<T> {
  const answer = await ask<T>(shell, command, input)
  if (!answer.ok) throw new Error(`${command}: ${answer.error.message}`)
  return answer.value
}

interface RunState {
  id: number
  state: string
  epoch: number
}

/** A study of Model 1 on generated beats, launched; ends with its number. */
async function launch(shell: ElectronFixture, name: string, beats: number, epochs: number): Promise<number> {
  const job = await get<{ id: number }>(shell, 'dataset.generate', { name, beats, seed: 1 })
  const dataSetId = await until(async () => {
    const jobs = await get<{ id: number; dataSetId: number | null }[]>(shell, 'job.list')
    return jobs.find(({ id }) => id === job.id)?.dataSetId ?? undefined
  })
  const block = { filters: 8, kernelSize: 3, dilation: 1, normalisation: 'batch', activation: 'relu', dropout: 0 }
  const study = await get<{ id: number }>(shell, 'study.create', {
    name,
    dataSetId,
    split: 'published',
    seeds: [1],
    variants: [
      {
        name: 'small',
        architecture: {
          blocks: [{ ...block, pooling: { type: 'average', size: 2 } }],
          head: { reduce: 'flatten', dense: [], dropout: 0 },
        },
        recipe: {
          optimiser: { name: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
          batchSize: 32,
          epochs,
          earlyStopping: null,
          finalWeights: 'last',
          classWeights: 'none',
          initialisation: 'pytorch',
        },
      },
    ],
  })
  await get(shell, 'study.launch', { id: study.id })
  return study.id
}

function waitForRun(shell: ElectronFixture, studyId: number, isThere: (run: RunState) => boolean): Promise<RunState> {
  return until(async () => (await get<RunState[]>(shell, 'run.list', { studyId })).find(isThere))
}

describe('the window', () => {
  const home = path.join(folder, 'window')
  let shell: ElectronFixture

  beforeAll(async () => {
    shell = await startElectron(home)
  })

  afterAll(async () => {
    shell?.signal('SIGTERM')
    await shell?.exited
  })

  const inPage = <T>(expression: string) => shell.page.evaluate<T>(expression)
  const text = () => inPage<string>('document.body.innerText')

  it('shows the workbench, with the engine up', async () => {
    await until(async () => (/TensorFlow \d/.test(await text()) ? true : undefined))
    const status = await get<{ databasePath: string; tensorflow: string }>(shell, 'system.status')
    expect(status.databasePath).toBe(path.join(home, 'experiments.db'))
    expect(status.tensorflow).toMatch(/^\d/)
  })

  it('gives the page five functions and nothing of Node or Electron', async () => {
    const names = await inPage<string[]>('Object.keys(window.beatbench)')
    expect(names).toEqual(['invoke', 'askHost', 'addDroppedFiles', 'addDroppedFolder', 'onNews'])
    const kinds = await inPage('[typeof require, typeof process, typeof module, typeof Buffer, typeof ipcRenderer]')
    expect(kinds).toEqual(['undefined', 'undefined', 'undefined', 'undefined', 'undefined'])
  })

  it('trains a run to its end and shows it', async () => {
    const studyId = await launch(shell, 'A short study', 200, 2)
    const run = await waitForRun(
      shell,
      studyId,
      ({ state }) => !['queued', 'preparing', 'training', 'evaluating'].includes(state),
    )
    expect(run).toMatchObject({ state: 'finished', epoch: 2 })
    await until(async () => ((await text()).includes('A short study') ? true : undefined))
  })

  it('stays on its page, and opens no other', async () => {
    const before = await inPage<string>('location.href')
    await inPage(`location.href = 'http://127.0.0.1:9/'`)
    for (const address of ['http://127.0.0.1:9/', 'app://beatbench/index.html']) {
      await inPage(`void window.open('${address}')`)
    }
    expect(await inPage<string>('location.href')).toBe(before)
    const pages = await listPages(shell.devToolsPort)
    expect(pages.filter(({ type }) => type === 'page')).toHaveLength(1)
  })

  it('lets the page load and ask nothing but its own files', async () => {
    const refused = (expression: string) => inPage(`${expression}.then(() => 'loaded', (error) => error.name)`)
    expect(await refused(`fetch('http://127.0.0.1:9/')`)).toBe('TypeError')
    const status = (file: string) => inPage<number>(`fetch(${JSON.stringify(file)}).then((answer) => answer.status)`)
    expect(await status('app://beatbench/index.html')).toBe(200)
    for (const file of ['../main/main.cjs', '/%2e%2e/main/main.cjs', '/..%2fmain%2fmain.cjs', '/nothing.js']) {
      expect(await status(`app://beatbench/${file}`)).toBe(404)
    }
    const script = `const script = document.createElement('script'); script.textContent = 'window.injected = true'`
    expect(
      await inPage(`(() => { ${script}; document.body.append(script); return window.injected })()`),
    ).toBeUndefined()
  })

  it('refuses what a page may not send', async () => {
    const file = { path: '/etc/passwd' }
    const refused = [
      await ask(shell, 'dataset.import', { name: 'x', train: file, test: file }),
      await ask(shell, 'engine.shutdown', { stopRuns: true }),
      await ask(shell, 'run.weights', { id: 1 }),
      await ask(shell, 'no.command', {}),
      await shell.page.evaluate<Answer<never>>(
        `window.beatbench.askHost({ kind: 'openDatabase', request: { path: '/x.db' } })`,
      ),
    ]
    for (const answer of refused) expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } })
  })

  it('is there once: a second start hands over to it', async () => {
    expect(await startAgain(home)).toBe(0)
    expect((await listPages(shell.devToolsPort)).filter(({ type }) => type === 'page')).toHaveLength(1)
  })

  it('has caused no errors', () => {
    expect(shell.page.faults).toEqual([])
    expect(shell.output()).not.toMatch(/Uncaught|UnhandledPromise/)
  })
})

it('a page whose process dies comes back in the same window', async () => {
  const shell = await startElectron(path.join(folder, 'crash'))
  shell.page.crash()
  await until(() => (shell.output().includes('page ended') ? true : undefined))
  shell.page.close()
  const page = await openPage(shell.devToolsPort)
  const answer = await page.evaluate<Answer<object>>(`window.beatbench.invoke('system.status', {})`)
  expect(answer.ok).toBe(true)
  shell.signal('SIGTERM')
  expect(await shell.exited).toBe(0)
})

describe('closing the window', () => {
  it('with nothing training ends everything, keeps the window’s place, and asks nothing', async () => {
    const home = path.join(folder, 'idle')
    const shell = await startElectron(home)
    await get(shell, 'system.status')
    shell.signal('SIGUSR2')
    expect(await shell.exited).toBe(0)
    expect(shell.output()).not.toContain('asked:')
    const state = path.join(home, 'window', 'window-state.json')
    expect(JSON.parse(readFileSync(state, 'utf8'))).toMatchObject({ isMaximized: false })
    await until(() => (processesOf(home).length === 0 ? true : undefined))
  })

  it('lets trainings go on in the background, and the next window finds them', async () => {
    const home = path.join(folder, 'background')
    const first = await startElectron(home, { answer: 'Go on in the background' })
    const studyId = await launch(first, 'A longer study', 4000, 40)
    await waitForRun(first, studyId, ({ state }) => state === 'training')
    first.signal('SIGUSR2')
    expect(await first.exited).toBe(0)
    expect(first.output().match(/asked:/g)).toHaveLength(1)

    const second = await startElectron(home, { answer: 'Pause now' })
    const run = await waitForRun(second, studyId, () => true)
    expect(['training', 'evaluating', 'finished']).toContain(run.state)
    second.signal('SIGUSR2')
    expect(await second.exited).toBe(0)
    await until(() => (processesOf(home).length === 0 ? true : undefined))
  })

  it('pauses trainings at once and leaves no process; the next window finds them paused', async () => {
    const home = path.join(folder, 'pause')
    const shell = await startElectron(home, { answer: 'Pause now' })
    const studyId = await launch(shell, 'Paused', 4000, 1000)
    await waitForRun(shell, studyId, ({ epoch }) => epoch > 0)
    shell.signal('SIGUSR2')
    expect(await shell.exited).toBe(0)
    await until(() => (processesOf(home).length === 0 ? true : undefined))
    expect(existsSync(path.join(home, 'experiments.db'))).toBe(true)

    const second = await startElectron(home)
    const { id, state, epoch } = await waitForRun(second, studyId, () => true)
    expect(state).toBe('paused')
    await get(second, 'run.resume', { id })
    await waitForRun(second, studyId, (run) => run.epoch > epoch)
    await get(second, 'run.cancel', { id })
    second.signal('SIGTERM')
    expect(await second.exited).toBe(0)
  })

  it('is called off when the user changes their mind', async () => {
    const home = path.join(folder, 'cancel')
    const shell = await startElectron(home, { answer: 'Cancel' })
    const studyId = await launch(shell, 'Kept', 4000, 1000)
    const { id } = await waitForRun(shell, studyId, ({ state }) => state === 'training')
    shell.signal('SIGUSR2')
    await until(() => (shell.output().includes('asked:') ? true : undefined))
    expect((await get<RunState>(shell, 'run.get', { id })).state).toBe('training')
    await get(shell, 'run.cancel', { id })
    shell.signal('SIGTERM')
    expect(await shell.exited).toBe(0)
  })
})
