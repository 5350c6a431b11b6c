import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { explanationSchema } from '../../electron/shared/explanation.ts'
import { argMax, countConfusion } from '../../electron/shared/metrics.ts'
import { modelFileName } from '../../electron/shared/modelFile.ts'
import { runSchema, type Run } from '../../electron/shared/run.ts'
import { decodeSafetensors } from '../../electron/shared/safetensors.ts'
import { publishedBlock, publishedHead } from '../../electron/shared/architecture.ts'
import { commandLineIn, type Ended } from '../support/commandLine.ts'
import { folderForFile } from '../support/folderForFile.ts'

const folder = folderForFile()
const { run, start } = commandLineIn(folder)
const json = ({ stdout }: Ended): unknown => JSON.parse(stdout)
const file = (name: string) => path.join(folder, name)

/** Succeeds, and says nothing on standard error. */
async function quietly(...args: string[]): Promise<Ended> {
  const ended = await run(...args)
  expect(ended).toMatchObject({ code: 0, stderr: '' })
  return ended
}

beforeAll(async () => {
  expect(await run('data', 'generate', '--beats', '300', '--name', 'made', '--seed', '3')).toMatchObject({ code: 0 })
})

afterAll(() => run('engine', 'shutdown', '--stop-runs'))

describe('wrong use', () => {
  it.each([
    [['nothing']],
    [['study', 'create', 'x']],
    [['study', 'create', 'x', '--preset', 'published-12', '--data', 'made']],
    [['study', 'create', 'x', '--preset', 'published-11', '--data', 'made', '--variants', '0']],
    [['study', 'create', 'x', '--preset', 'published-11', '--data', 'made', '--seeds', 'many']],
    [['study', 'create', 'x', '--preset', 'published-11', '--data', 'made', '--split', 'other']],
    [['study', 'table', 'x', '--format', 'pdf']],
    [['study', 'table', 'x', '--intervals', 'patients']],
    [['study', 'table', 'x', '--test', 't']],
    [['run', 'predictions', '1']],
    [['run', 'predictions', 'one', '--part', 'test']],
    [['explain', '1', '--part', 'test', '--row', '0', '--class', 'X']],
    [['serve', '--port', '70000']],
  ])('of %j ends with 2 and a line that says why', async (args) => {
    const { code, stdout, stderr } = await run(...args)
    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).not.toBe('')
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it('does not include asking for help', async () => {
    expect((await quietly('--help')).stdout).toContain('study')
    expect((await quietly('study', 'create', '--help')).stdout).toContain('--seeds')
    expect((await quietly('--version')).stdout).toMatch(/^\d+\.\d+\.\d+/)
  })
})

describe('what is not there', () => {
  it.each([
    [['study', 'run', 'nothing'], 'no study “nothing”'],
    [['study', 'create', 'x', '--preset', 'published-11', '--data', 'nothing'], 'no data set “nothing”'],
    [['run', 'predictions', '999', '--part', 'test'], '999'],
    [['data', 'import', '--kaggle', 'nowhere', '--name', 'x'], 'nowhere'],
    [['study', 'create', 'x', '--file', 'nothing.json'], 'nothing.json'],
  ])('%j ends with 1, a message and a hint', async (args, message) => {
    const { code, stdout, stderr } = await run(...args)
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

describe('data', () => {
  it('are listed with class counts and splits, also as JSON', async () => {
    expect((await quietly('data', 'list')).stdout).toMatch(/made +300 /)
    const sets = json(await quietly('data', 'list', '--json')) as { name: string; classCounts: number[] }[]
    const made = sets.find(({ name }) => name === 'made')
    expect(made?.classCounts.reduce((sum, count) => sum + count, 0)).toBe(300)
  })

  it('are imported from the published pair, plain or gzip, with progress on standard error', async () => {
    writeFileSync(file('mitbih_train.csv'), csv(100))
    writeFileSync(file('mitbih_test.csv.gz'), gzipSync(csv(20)))
    const { code, stdout, stderr } = await run('data', 'import', '--kaggle', '.', '--name', 'pair', '--json')
    expect(stderr).toMatch(/\d+ %/)
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ name: 'pair', beats: 120, splits: [{ key: 'published' }] })
  })

  it('are refused whole where a line is wrong', async () => {
    writeFileSync(file('mitbih_train.csv'), `${csv(3)}1,2,3\n`)
    const { code, stderr } = await run('data', 'import', '--kaggle', '.', '--name', 'broken')
    expect(code).toBe(1)
    expect(stderr).toContain('line 4')
    expect((await quietly('data', 'list')).stdout).not.toContain('broken')
  })
})

describe('a study', () => {
  const create = ['study', 'create', 'pair of models', '--preset', 'published-11', '--data', 'made']
  let runs: Run[]

  it('is made of the named models and seeds', async () => {
    const args = [...create, '--variants', '11,6', '--seeds', '2', '--epochs', '2', '--json']
    expect(json(await quietly(...args))).toMatchObject({ variantCount: 2, seeds: [1, 2], split: 'published' })
    expect((await run(...args)).code).toBe(1)
  })

  it('trains, tells its progress on standard error, and prints only its table', async () => {
    const { code, stdout, stderr } = await run('study', 'run', 'pair of models', '--workers', '2')
    expect(code).toBe(0)
    expect(stdout).toMatch(/\| Model 11 .*\n\| Model 6 /)
    expect(stderr).toMatch(/Model 11 seed 2 {2}epoch 2\/2/)
    expect(stderr.match(/Scores on the test part: /g)).toHaveLength(1)
    runs = runSchema.array().parse(json(await quietly('run', 'list', '--study', 'pair of models', '--json')))
    expect(runs.map(({ state }) => state)).toEqual(['finished', 'finished', 'finished', 'finished'])
  })

  it('has nothing left to train the second time', async () => {
    const { code, stderr } = await run('study', 'run', 'pair of models')
    expect(code).toBe(0)
    expect(stderr).toContain('0 runs queued, 4 there already')
  })

  it('is exported in every format', async () => {
    const table = async (format: string, ...options: string[]) =>
      (await quietly('study', 'table', 'pair of models', '--format', format, ...options)).stdout
    expect((await table('csv')).split('\n')[0]).toMatch(/^study,variant/)
    expect(JSON.parse(await table('json'))).toBeTypeOf('object')
    expect(await table('markdown')).toContain('| --- |')
    expect(await table('latex')).toContain('\\toprule')
    expect(await table('html', '--test', 'mcnemar')).toMatch(/^<!doctype html>[^]*McNemar&#39;s test of how many/)
    const chosen = JSON.parse(await table('json', '--intervals', 'records', '--test', 'corrected-t')) as object
    expect(chosen).toMatchObject({ part: 'test', interval: 'patients', test: 'corrected-t' })
    expect(chosen).toHaveProperty('statistics.variants.1.comparison.tests')
  })

  it('gives predictions that add up to the scores', async () => {
    const [first] = runs
    const { stdout } = await quietly('run', 'predictions', String(first?.id), '--part', 'test')
    const [header, ...lines] = stdout.trimEnd().split('\n')
    expect(header).toBe('row,label,N,S,V,F,Q,record,sample')
    expect(lines.every((line) => line.endsWith(',,'))).toBe(true)
    const rows = lines.map((line) => line.split(',').slice(0, 7).map(Number))
    expect(rows.every((row) => row.length === 7 && row.every(Number.isFinite))).toBe(true)
    const confusion = countConfusion(
      rows.map((row) => row[1] ?? -1),
      rows.map((row) => argMax(row.slice(2))),
    )
    const table = JSON.parse((await quietly('study', 'table', 'pair of models', '--json')).stdout) as unknown
    expect(JSON.stringify(table)).toContain(JSON.stringify(confusion))
  })

  it('ends quietly when the reader of its output does', async () => {
    const program = path.join(import.meta.dirname, '..', '..', 'electron', 'cli', 'main.ts')
    const command = `"${process.execPath}" "${program}" run predictions ${runs[0]?.id} --part validation | head -c 5`
    const env = { ...process.env, BEATBENCH_DATA: file('home') }
    const ended = await promisify(execFile)('bash', ['-o', 'pipefail', '-c', command], { env })
    expect(ended).toEqual({ stdout: 'row,l', stderr: '' })
  })

  it('hands out weights that any program can read, and replaces no file unasked', async () => {
    const args = ['run', 'export', String(runs[0]?.id), '--format', 'safetensors', '--out', 'weights.safetensors']
    const told = json(await quietly(...args, '--json')) as { sha256: string; tensors: { name: string }[] }
    const bytes = readFileSync(file('weights.safetensors'))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(told.sha256)
    const { tensors } = decodeSafetensors(bytes)
    expect([...tensors.keys()].sort()).toEqual(told.tensors.map(({ name }) => name).sort())
    expect(tensors.get('block1.conv.weight')?.shape).toEqual([3, 1, 32])
    expect((await run(...args)).code).toBe(1)
    expect((await run(...args, '--force')).code).toBe(0)
    expect((await run(...args.slice(0, -1), 'no/where.safetensors')).code).toBe(1)
  })

  it('hands out models for other programs, whole or not at all', async () => {
    const write = (...args: string[]) => run('run', 'export', String(runs[0]?.id), ...args)
    expect((await write('--format', 'keras')).code).toBe(0)
    const [first] = runs
    expect(first && existsSync(file(modelFileName(first.variantName, first, 'keras')))).toBe(true)
    const told = await quietly('run', 'export', String(runs[0]?.id), '--format', 'tfjs', '--out', 'web', '--json')
    expect(json(told)).toMatchObject({
      folder: file('web'),
      files: [{ file: path.join(file('web'), 'weights.bin') }, { file: path.join(file('web'), 'model.json') }],
    })
    expect(readdirSync(file('web')).toSorted()).toEqual(['model.json', 'weights.bin'])

    writeFileSync(path.join(file('web'), 'mine.txt'), 'mine')
    writeFileSync(path.join(file('web'), 'model.json'), '{}')
    const refused = await write('--format', 'tfjs', '--out', 'web')
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--force') as string })
    expect((await write('--format', 'tfjs', '--out', 'web', '--force')).code).toBe(0)
    expect(readdirSync(file('web')).toSorted()).toEqual(['mine.txt', 'model.json', 'weights.bin'])
    expect(readFileSync(path.join(file('web'), 'model.json'), 'utf8')).toContain('layers-model')
    expect(await write('--format', 'onnx', '--out', 'web', '--force')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is no file') as string,
    })
    expect((await write('--format', 'onnx', '--out', 'no/where.onnx')).code).toBe(1)
    expect((await write('--format', 'pickle')).code).toBe(2)
    expect(readdirSync(file('.')).filter((name) => name.includes('partial'))).toEqual([])
  })

  it('explains a beat as numbers and as a figure', async () => {
    const id = String(runs[0]?.id)
    const { stdout } = await quietly('run', 'predictions', id, '--part', 'test')
    const row = stdout.split('\n')[1]?.split(',')[0] ?? ''
    const args = ['explain', id, '--part', 'test', '--row', row, '--class', 'V', '--layer', 'block2.conv']
    const told = json(await quietly(...args, '--format', 'json')) as object
    expect(explanationSchema.parse(told)).toMatchObject({ row: Number(row), targetClass: 2, layer: 'block2.conv' })
    expect(told).toHaveProperty('licence')
    const figure = (await quietly(...args, '--format', 'svg')).stdout
    expect(figure).toMatch(/^<svg [\s\S]+<\/svg>\s*$/)
    expect(figure).toContain('not for diagnosis')
  })

  it('comes from a file of own designs, with the published recipe where it names none', async () => {
    const design = { name: 'Tiny', architecture: { blocks: [publishedBlock(4)], head: publishedHead() } }
    const study = { data: 'made', seeds: [7], baseline: 'Tiny', variants: [{ ...design, recipe: { epochs: 1 } }] }
    writeFileSync(file('study.json'), JSON.stringify(study))
    expect(json(await quietly('study', 'create', 'own', '--file', 'study.json', '--json'))).toMatchObject({
      seeds: [7],
      variantCount: 1,
    })
    writeFileSync(file('study.json'), JSON.stringify({ ...study, variants: [{ name: 'no design' }] }))
    const { code, stderr } = await run('study', 'create', 'own 2', '--file', 'study.json')
    expect(code).toBe(1)
    expect(stderr).toContain('architecture')
  })

  it('pauses at Ctrl-C, and the next call goes on where it was', async () => {
    writeStudy('study.json', 1000, ['One', 'Two', 'Three'])
    await quietly('study', 'create', 'long', '--file', 'study.json')
    const { child, ended } = start('study', 'run', 'long', '--workers', '1')
    child.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.includes('epoch 1/')) child.kill('SIGINT')
    })
    const { code, stdout, stderr } = await ended
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toContain('Pausing after the running epoch')
    expect(stderr).toContain('The same command goes on from there')
    const states = async () =>
      (json(await quietly('run', 'list', '--study', 'long', '--json')) as { state: string }[]).map(({ state }) => state)
    expect(await states()).toEqual(['paused', 'paused', 'paused'])

    const again = start('study', 'run', 'long')
    let isTold = false
    again.child.stderr?.on('data', (chunk: Buffer) => {
      if (isTold || !chunk.includes('One seed 1  epoch ')) return
      isTold = true
      again.child.kill('SIGTERM')
    })
    const next = (await again.ended).stderr
    expect(next).toContain('3 runs queued')
    expect(next).toContain('Pausing now')
    expect(next).not.toContain('One seed 1  epoch 1/')
  })

  it('goes on when the engine dies, and says so', async () => {
    writeStudy('study.json', 150, ['Tiny'])
    await quietly('study', 'create', 'troubled', '--file', 'study.json')
    // Asked for now: the run could be over before another command has started.
    const { pid } = json(await quietly('engine', 'status', '--json')) as { pid: number }
    const { child, ended } = start('study', 'run', 'troubled')
    let isKilled = false
    child.stderr?.on('data', (chunk: Buffer) => {
      if (isKilled || !chunk.includes('epoch 1/')) return
      isKilled = true
      process.kill(pid, 'SIGKILL')
    })
    const { code, stdout, stderr } = await ended
    expect(stderr).toContain('The engine was lost')
    expect(code).toBe(0)
    expect(stdout).toContain('Tiny')
  })
})

it('doctor tells what was found', async () => {
  const facts = json(await quietly('doctor', '--json')) as { node: { version: string }; data: { folder: string } }
  expect(facts.node.version).toBe(process.versions.node)
  expect(facts.data.folder).toBe(file('home'))
  expect(existsSync(file('experiments.db'))).toBe(false)
})

it('the engine ends when it is asked to, and none is started only to be asked', async () => {
  await quietly('study', 'list')
  expect((await quietly('engine', 'status')).stdout).toMatch(/^process \d+/)
  expect((await run('engine', 'shutdown', '--stop-runs')).code).toBe(0)
  expect((await quietly('engine', 'status')).stdout).toBe('No engine runs for this database.\n')
})

/** A study file of small equal networks that are not stopped early. */
function writeStudy(name: string, epochs: number, variants: string[]): void {
  const architecture = { blocks: [publishedBlock(4)], head: publishedHead() }
  const recipe = { epochs, earlyStopping: null }
  const study = { data: 'made', variants: variants.map((name) => ({ name, architecture, recipe })) }
  writeFileSync(file(name), JSON.stringify(study))
}

/** Rows as the published files have them: 187 values and the label, in scientific notation. */
function csv(rows: number): string {
  return Array.from({ length: rows }, (_, row) => {
    const values = Array.from({ length: 187 }, (_, sample) => ((Math.sin(row + sample / 9) + 1) / 2).toExponential(18))
    return `${[...values, (row % 5).toExponential(18)].join(',')}\n`
  }).join('')
}
