import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishedBlock, publishedHead } from '../../electron/shared/architecture.ts'
import { repetitionSchema, runDetailSchema, runSchema, type Run } from '../../electron/shared/run.ts'
import { commandLineIn } from '../support/commandLine.ts'
import { folderForFile } from '../support/folderForFile.ts'
import { until } from '../support/testEngine.ts'

const folder = folderForFile()
const { run, start } = commandLineIn(folder)

/** What the runs of the study are called by. */
let short: string
let long: string
let cosine: string
let withRest: string

async function json(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await run(...args, '--json')
  expect({ code, stderr }).toMatchObject({ code: 0 })
  return JSON.parse(stdout)
}

const show = async (id: string) => runDetailSchema.parse(await json('run', 'show', id))
const when = (id: string, check: (one: Run) => boolean) =>
  until(async () => {
    const runs = runSchema.array().parse(await json('run', 'list'))
    return runs.find((one) => String(one.id) === id && check(one))
  })

beforeAll(async () => {
  const architecture = { blocks: [publishedBlock(4)], head: publishedHead() }
  const variants = [
    { name: 'Short', architecture, recipe: { epochs: 3, earlyStopping: null } },
    { name: 'Cosine', architecture, recipe: { epochs: 2, schedule: { type: 'cosine' } } },
    { name: 'Rest', architecture, recipe: { epochs: 2, schedule: { type: 'cosine', minimum: 0.5 } } },
    { name: 'Long', architecture, recipe: { epochs: 10_000, earlyStopping: null } },
  ]
  writeFileSync(path.join(folder, 'study.json'), JSON.stringify({ data: 'made', seeds: [1], variants }))
  expect((await run('data', 'generate', '--beats', '300', '--name', 'made')).code).toBe(0)
  expect((await run('study', 'create', 'both', '--file', 'study.json')).code).toBe(0)
  // The short one ends, then the long one trains on in the engine.
  const { child, ended } = start('study', 'run', 'both', '--workers', '1')
  child.stderr?.on('data', (chunk: Buffer) => {
    if (chunk.includes('Long seed 1  epoch 1/')) child.kill('SIGKILL')
  })
  await ended
  const runs = runSchema.array().parse(await json('run', 'list'))
  ;[short, cosine, withRest, long] = ['Short', 'Cosine', 'Rest', 'Long'].map((name) =>
    String(runs.find((one) => one.variantName === name)?.id),
  ) as [string, string, string, string]
})

afterAll(() => run('engine', 'shutdown', '--stop-runs'))

describe('a training run', () => {
  it('is paused after its epoch, and goes on from there until it is paused again', async () => {
    await when(long, ({ state }) => state === 'training')
    const { code, stderr } = await run('run', 'pause', long)
    expect(code).toBe(0)
    expect(stderr).toContain(`it goes on with \`run resume ${long}\``)
    const { epoch } = await when(long, ({ state }) => state === 'paused')
    expect((await run('run', 'pause', long)).code).toBe(1)

    const { child, ended } = start('run', 'resume', long)
    let isTold = false
    child.stderr?.on('data', (chunk: Buffer) => {
      if (isTold || !chunk.includes(`Long seed 1  epoch ${epoch + 1}/10000`)) return
      isTold = true
      child.kill('SIGINT')
    })
    const resumed = await ended
    expect(resumed.code).toBe(1)
    expect(resumed.stderr).toContain(`\`run resume ${long}\` goes on from there.`)
    const after = await when(long, ({ state }) => state === 'paused')
    expect(after.epoch).toBeGreaterThan(epoch)
  })

  it('is only queued with --no-wait, paused at once with --now, and cancelled', async () => {
    const { code, stdout, stderr } = await run('run', 'resume', long, '--no-wait')
    expect(code).toBe(0)
    expect(stderr).toContain('goes on in the engine')
    expect(stdout).toContain('Long seed 1')
    await when(long, ({ state }) => state === 'training')
    expect((await run('run', 'pause', long, '--now')).stderr).toContain(`Run ${long} is paused`)
    expect((await run('run', 'cancel', long)).stderr).toContain('cancelled')
    expect((await run('run', 'cancel', long)).code).toBe(1)
    const { epoch } = await show(long)
    expect(epoch).toBeGreaterThan(0)
    expect((await run('run', 'retry', long, '--no-wait')).code).toBe(0)
    await when(long, (one) => one.state === 'training' && one.epoch < epoch + 1)
    expect((await run('run', 'cancel', long)).code).toBe(0)
  })
})

describe('a finished run', () => {
  it('is shown with all that is known of it', async () => {
    const detail = await show(short)
    const { stdout } = await run('run', 'show', short)
    expect(stdout).toMatch(new RegExp(`^run +${short}: Short, seed 1, of “both”\nstate +finished: all 3 epochs done\n`))
    expect(stdout).toMatch(/\n {2}optimiser +adam \(learningRate 0.001, beta1 0.9, /)
    expect(stdout).toMatch(/\n {2}augmentation +none\n/)
    expect(stdout).toContain(detail.dataSetSha256)
    expect(stdout).toContain(`TensorFlow ${detail.environment?.tensorflow}`)
    expect(stdout).toMatch(/\npart +beats +loss +accuracy/)
    expect(stdout).toMatch(new RegExp(`\ntest .*[0-9] +${detail.badge.text} +0 +1\n`))
    expect(stdout).toMatch(/\n +3 +\d/)
    expect((await run('run', 'show', '999')).code).toBe(1)
  })

  it('is repeated: identical, with 0', async () => {
    const { code, stdout, stderr } = await run('run', 'repeat', short)
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'identical\n' })
    expect(stderr).toMatch(/\d+ %/)
    expect((await run('run', 'show', short)).stdout).toMatch(/repeated .*: identical/)
    expect((await run('run', 'repeat', long)).code).toBe(1)
  })

  it('is trained on, and stays that long', async () => {
    const { code, stdout, stderr } = await run('run', 'extend', short, '--epochs', '5')
    expect(code).toBe(0)
    expect(stderr).toContain('Short seed 1  epoch 4/5')
    expect(stdout).toContain('Short seed 1  finished')
    expect(await show(short)).toMatchObject({ epoch: 5, epochs: 5, repetitions: [] })
    expect((await run('run', 'extend', short, '--epochs', '5')).code).toBe(2)
    expect((await run('run', 'extend', short)).code).toBe(2)
    expect((await run('run', 'resume', short)).code).toBe(1)
    expect(repetitionSchema.parse(await json('run', 'repeat', short))).toMatchObject({ isIdentical: true })
  })

  it('is not trained on behind a cosine that fell to 0, and with a word of the rate behind another', async () => {
    const { code, stderr } = await run('run', 'extend', cosine, '--epochs', '3')
    expect(code).toBe(2)
    expect(stderr).toMatch(/learning rate is 0.*Duplicate the variant with more epochs/s)
    const rest = await run('run', 'extend', withRest, '--epochs', '3')
    expect(rest.code).toBe(0)
    expect(rest.stderr).toContain('behind it the learning rate stays at 0.5 times its first value')
  })

  it('hands its weights to another seed, which is scored alike', async () => {
    expect((await run('run', 'export', short, '--out', 'weights.safetensors')).code).toBe(0)
    const args = ['run', 'import', 'weights.safetensors', '--study', 'both', '--variant', 'Short', '--seed', '5']
    const imported = runSchema.parse(await json(...args))
    const { testMacroF1 } = await show(short)
    expect(imported).toMatchObject({ isImported: true, epoch: 0, seed: 5, state: 'finished', testMacroF1 })
    expect((await run('run', 'show', String(imported.id))).stdout).toContain(
      'scored with the weights of weights.safetensors',
    )
    expect((await run(...args)).code).toBe(1)
    expect(
      await run('run', 'import', 'weights.safetensors', '--study', 'both', '--variant', 'x', '--seed', '6'),
    ).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no variant “x”') as string,
    })
    expect(
      (await run('run', 'import', 'study.json', '--study', 'both', '--variant', 'Short', '--seed', '6')).code,
    ).toBe(1)
  })
})
