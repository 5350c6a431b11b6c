import { describe, expect, it, onTestFinished } from 'vitest'
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportReport, ImportSpec } from '../../electron/shared/importProtocol.ts'
import { readBeatsFile } from '../../electron/data/beatsFile.ts'
import { temporaryFolder } from '../support/temporaryFolder.ts'

const program = join(import.meta.dirname, '..', '..', 'electron', 'data', 'main.ts')

function start(spec: ImportSpec): { job: ChildProcess; reports: ImportReport[]; ended: Promise<unknown[]> } {
  const job = fork(program)
  onTestFinished(() => {
    job.kill('SIGKILL')
  })
  const reports: ImportReport[] = []
  job.on('message', (report: ImportReport) => reports.push(report))
  job.send({ type: 'import', spec })
  return { job, reports, ended: once(job, 'exit') }
}

describe('the import program', () => {
  it('makes a beats file, reports on the way, and exits', async () => {
    const outputPath = join(temporaryFolder(), 'beats.safetensors')
    const { reports, ended } = start({ kind: 'synthetic', beats: 20_000, seed: 1, outputPath })
    expect((await ended)[0]).toBe(0)
    expect(reports[0]).toMatchObject({ type: 'progress' })
    expect(reports.at(-1)).toMatchObject({ type: 'done', answer: { beats: 20_000 } })
    expect(readBeatsFile(outputPath).count).toBe(20_000)
  })

  it('reports what is wrong with a file as data, and exits', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'train.csv')
    writeFileSync(path, '1,2,3\n')
    const outputPath = join(folder, 'beats')
    const { reports, ended } = start({ kind: 'kaggle-csv', trainPath: path, testPath: path, outputPath })
    expect((await ended)[0]).toBe(0)
    expect(reports.at(-1)).toMatchObject({
      type: 'failed',
      error: { code: 'bad-file', message: expect.stringMatching(/^train\.csv, line 1/) as string },
    })
    expect(existsSync(outputPath)).toBe(false)
  })

  it.each(['disconnect', 'SIGTERM'] as const)('ends at once on %s and takes its half file with it', async (way) => {
    const folder = temporaryFolder()
    const { job, ended } = start({ kind: 'synthetic', beats: 500_000, seed: 1, outputPath: join(folder, 'beats') })
    while (readdirSync(folder).length === 0) await once(job, 'message')
    expect(readdirSync(folder)).toEqual(['beats.partial'])
    if (way === 'disconnect') job.disconnect()
    else job.kill(way)
    expect((await ended)[0]).toBe(1)
    expect(readdirSync(folder)).toEqual([])
  })
})
