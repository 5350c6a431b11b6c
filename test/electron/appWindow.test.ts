import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { commandLineIn } from '../support/commandLine.ts'
import { endProcessesOf, processesOf, until } from '../support/electronFixture.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-window-'))
afterAll(() => {
  endProcessesOf(folder)
  rmSync(folder, { recursive: true, force: true })
})

it('serve --open shows a window of its own, and ends with it', async () => {
  const { child, ended } = commandLineIn(folder, { TMPDIR: folder }).start('serve', '--open')
  const browser = await until(() => processesOf(folder).find((line) => / --app=file:/.test(line)))
  expect(browser).not.toContain('http')
  process.kill(Number.parseInt(browser), 'SIGTERM')
  expect(await ended).toMatchObject({ code: 0 })
  expect(child.signalCode).toBeNull()
  expect(readdirSync(folder).filter((name) => name.startsWith('beatbench-serve-'))).toEqual([])
  await until(() => (processesOf(folder).length === 0 ? true : undefined))
})
