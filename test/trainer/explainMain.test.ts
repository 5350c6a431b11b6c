import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publishedArchitecture } from '../../electron/shared/preset.ts'
import type { ExplainReport, ExplainSpec } from '../../electron/shared/trainerProtocol.ts'
import { beatsOfClasses } from './beatsOfClasses.ts'
import { createFolder, runToEnd, writeRun } from './trainerProcess.ts'

const folder = createFolder()
let child: ChildProcess
let spec: ExplainSpec
let asked = 0

beforeAll(async () => {
  const run = writeRun(folder.path, 300, { epochs: 2 })
  await runToEnd(run)
  const samples = [...beatsOfClasses('run', 300).beats.subarray(0, 187)]
  spec = { architecture: run.architecture, weightsPath: join(run.outputFolder, 'weights.safetensors'), samples }
  const path = fileURLToPath(new URL('../../electron/trainer/explainMain.ts', import.meta.url))
  child = fork(path, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
})

afterAll(() => {
  child.kill()
  folder.remove()
})

async function ask(changes: Partial<ExplainSpec> = {}): Promise<ExplainReport> {
  const id = asked++
  const answered = once(child, 'message')
  child.send({ type: 'explain', id, spec: { ...spec, ...changes } })
  const [report] = (await answered) as [ExplainReport]
  expect(report.id).toBe(id)
  return report
}

it('answers with a map of the first convolution for the predicted class', async () => {
  const report = await ask()
  expect(report).toMatchObject({ type: 'explained', answer: { method: 'grad-cam', layer: 'block1.conv' } })
  if (report.type !== 'explained') return
  expect(report.answer.map).toHaveLength(187)
  expect(report.answer.targetClass).toBe(report.answer.predicted)
})

it('answers for another layer and class', async () => {
  const report = await ask({ layer: 'block4.conv', targetClass: 2 })
  expect(report).toMatchObject({ type: 'explained', answer: { layer: 'block4.conv', targetClass: 2 } })
})

it('refuses what it cannot explain, and goes on', async () => {
  expect(await ask({ layer: 'block9.conv' })).toMatchObject({ type: 'refused', error: { code: 'not-found' } })
  expect(await ask({ targetClass: 5 })).toMatchObject({ type: 'refused', error: { code: 'bad-input' } })
  expect(await ask({ samples: [] })).toMatchObject({ type: 'refused', error: { code: 'bad-input' } })
  expect(await ask({ architecture: publishedArchitecture(1) })).toMatchObject({
    type: 'refused',
    error: { code: 'bad-file', message: expect.stringContaining('head.dense1.weight') },
  })
  expect(await ask({ weightsPath: join(folder.path, 'absent') })).toMatchObject({ type: 'refused' })
  expect(await ask()).toMatchObject({ type: 'explained' })
})

it('ends when its channel closes', async () => {
  const exit = once(child, 'exit')
  child.disconnect()
  const [code] = await exit
  expect(code).toBe(0)
})
