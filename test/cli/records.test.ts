import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BeatRows } from '../../electron/data/beatRows.ts'
import { commandLineIn } from '../support/commandLine.ts'
import { folderForFile } from '../support/folderForFile.ts'
import { writeRecord } from '../support/writeRecord.ts'

const folder = folderForFile()
const { run } = commandLineIn(folder)
const file = (name: string) => path.join(folder, name)
const cut = ['data', 'import', '--wfdb', '.', '--rule', 'window', '--before', '100', '--after', '200', '--rate', '180']

beforeAll(async () => {
  for (const name of ['a', 'b']) {
    const adc = Int16Array.from({ length: 7200 }, (_, i) => Math.round(90 * Math.sin(i / (name === 'a' ? 50 : 70))))
    const annotations = [...'NNVfQNNNVN'].map((symbol, k) => ({ sample: 200 + 360 * k, symbol }))
    writeRecord(folder, { name, rateHz: 360, signals: [{ adc }], annotations })
  }
  expect(await run(...cut, '--name', 'windows')).toMatchObject({ code: 0 })
})

afterAll(() => run('engine', 'shutdown', '--stop-runs'))

describe('an import of recordings', () => {
  it('takes its options, tells progress on standard error, and says what became of it', async () => {
    const options = ['--map', 'f=3,Q=-', '--records', 'b', '--band', '1-40', '--normalise', 'record', '--channel', 'V1']
    const { code, stdout, stderr } = await run(...cut, ...options, '--persons', 'b=a', '--name', 'mapped', '--json')
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/\d+ %/) as string })
    expect(JSON.parse(stdout)).toMatchObject({
      beats: 9,
      classCounts: [6, 0, 2, 1, 0],
      amplitude: 'standardised',
      records: [{ record: 'b', person: 'a' }],
      provenance: {
        source: 'wfdb',
        extraction: {
          rule: { filter: { lowHz: 1, highHz: 40 }, channel: { by: 'name', name: 'V1', otherwise: 'first' } },
          mapping: { f: 3, Q: null },
          leftOutBeats: [{ reason: 'symbol left out by the mapping', count: 1 }],
        },
      },
    })
  })

  it('prints where the beats come from', async () => {
    const { stdout } = await run(...cut, '--name', 'printed')
    expect(stdout).toMatch(/printed +20 /)
    expect(stdout).toContain('2 records of')
    expect(stdout).toContain('their licence is unknown')
  })

  it.each([
    [['data', 'import', '--name', 'x'], /Either --kaggle or --wfdb/],
    [['data', 'import', '--name', 'x', '--kaggle', '.', '--wfdb', '.'], /Either --kaggle or --wfdb/],
    [['data', 'import', '--name', 'x', '--wfdb', '.', '--rate', '100'], /--rate belongs to --rule window/],
    [['data', 'import', '--name', 'x', '--wfdb', '.', '--rate', '9', '--before', '9'], /--before, --rate belong to/],
    [['data', 'import', '--name', 'x', '--wfdb', '.', '--rule', 'window', '--rate', '100'], /needs --before, --after/],
    [[...cut, '--name', 'x', '--band', '40'], /as in 0.5-40/],
    [[...cut, '--name', 'x', '--band', '40-1'], /lower edge of 40 Hz/],
    [[...cut, '--name', 'x', '--map', 'f=7'], /"f=7" is not symbol=class/],
    [[...cut, '--name', 'x', '--channel', 'V1,perhaps'], /MLII,leave-out/],
    [[...cut, '--name', 'x', '--normalise', 'other'], /Allowed choices/],
    [[...cut, '--name', 'x', '--persons', 'a'], /not record=person/],
    [
      ['study', 'create', 'x', '--preset', 'published-11', '--data', 'windows'],
      /“windows” has no split yet.*\n.*`data split 'windows' --kind k-fold`/,
    ],
  ])('%j is wrong use', async (args, message) => {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })

  it.each([
    [['data', 'import', '--name', 'x', '--wfdb', 'nowhere'], /nowhere: it does not exist/],
    [['data', 'import', '--name', 'x', '--kaggle', 'nowhere'], /neither mitbih_train\.csv nor/],
    [[...cut, '--name', 'x', '--map', 'N=-,V=-,f=-,Q=-'], /No beat is left: beats left out: 20 symbol left out/],
    [[...cut, '--name', 'x', '--records', 'z'], /has no record z\.\nIts records are a, b/],
    [[...cut, '--name', 'x', '--persons', 'z=a'], /has no record z\.\nIts records are a, b/],
  ])('%j fails with 1: the data are missing or do not hold what is needed', async (args, message) => {
    const { code, stdout, stderr } = await run(...args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(message)
  })

  it('fails with 1 where a record cannot be read, unless such ones are to be left out', async () => {
    const bad = [
      'data',
      'import',
      '--wfdb',
      '.',
      '--rule',
      'window',
      '--before',
      '100',
      '--after',
      '200',
      '--rate',
      '180',
    ]
    rmSync(file('b.atr'))
    const { code, stderr } = await run(...bad, '--name', 'bad')
    expect(code).toBe(1)
    expect(stderr).toMatch(/1 of 2 records cannot be imported: b \(b\.atr: it does not exist\)/)
    expect(stderr).toMatch(/--skip-bad/)
    expect(await run(...bad, '--name', 'bad', '--skip-bad')).toMatchObject({ code: 0 })
  })
})

describe('a comparison of data sets', () => {
  it('ends with 0 rows that differ, also by id', async () => {
    const { code, stdout } = await run('data', 'compare', 'windows', 'printed')
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 rows differ')
    expect(stdout).toContain('20 rows are equal bit for bit, with the same label, in the same order')
    const sets = JSON.parse((await run('data', 'list', '--json')).stdout) as { id: number; name: string }[]
    const idOf = (name: string) => String(sets.find((set) => set.name === name)!.id)
    expect(await run('data', 'compare', idOf('windows'), `#${idOf('printed')}`)).toMatchObject({ code: 0 })
  })

  it('names what differs, and ends with 1', async () => {
    const { code, stdout, stderr } = await run('data', 'compare', 'windows', 'mapped')
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('20 rows differ')
    expect(stdout).toMatch(/20 only in windows: N 12, S 0, V 4, F 0, Q 4/)
    expect(stdout).toMatch(/row 0: N, record a sample 200\n/)
    expect(stdout).not.toContain('train file')
    expect(stdout).toMatch(/The larger of 20 only in windows and \d+ only in mapped is how many rows differ:\n20 rows/)
  })

  it('of what is not there ends with 1 and the names there are', async () => {
    const { code, stderr } = await run('data', 'compare', 'windows', 'nothing')
    expect(code).toBe(1)
    expect(stderr).toMatch(/no data set “nothing”/)
  })
})

describe('an export as CSV', () => {
  it('writes what reads back as the same rows, and not over another file', async () => {
    const { code, stdout } = await run('data', 'export-csv', 'windows', '--out', 'exported')
    expect(code).toBe(0)
    expect(stdout).toMatch(/beats\.csv: 20 rows, \d+ bytes, SHA-256 [0-9a-f]{64}/)
    const lines = readFileSync(file('exported/beats.csv'), 'utf8').trimEnd().split('\n')
    expect(lines).toHaveLength(20)
    expect(lines[0]?.split(',')).toHaveLength(55)
    expect(lines[0]).toMatch(/^\d\.\d{18}e[+-]\d\d,/)
    expect(await run('data', 'export-csv', 'windows', '--out', 'exported')).toMatchObject({ code: 1 })
    expect(await run('data', 'export-csv', 'windows', '--out', 'exported', '--force')).toMatchObject({ code: 0 })
  })

  it('of two files has the published names, which can be imported again without a difference', async () => {
    const sample = await run('data', 'generate', '--beats', '60', '--name', 'made')
    expect(sample.code).toBe(0)
    expect(await run('data', 'export-csv', 'made', '--out', 'pair')).toMatchObject({ code: 0 })
    const rows = new BeatRows('mitbih_test.csv')
    rows.addLines(readFileSync(file('pair/mitbih_test.csv'), 'latin1'), 1)
    expect(rows.labels.length).toBeGreaterThan(10)
    expect(await run('data', 'import', '--kaggle', 'pair', '--name', 'again')).toMatchObject({ code: 0 })
    expect(await run('data', 'compare', 'made', 'again')).toMatchObject({ code: 0 })
  })
})
