import { closeSync, existsSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { lastLogLines, openLog } from '../../electron/client/engineLog.ts'
import { testFolder } from '../support/testEngine.ts'

it('is written to its end, and gives its last lines', () => {
  const databasePath = path.join(testFolder(), 'a.db')
  writeFileSync(`${databasePath}.log`, 'one\ntwo\n')
  const log = openLog(databasePath)
  writeSync(log, 'three\n')
  closeSync(log)
  expect(lastLogLines(databasePath, 2)).toBe('two\nthree')
})

it('begins anew when it has grown large, and keeps the one before', () => {
  const databasePath = path.join(testFolder(), 'a.db')
  writeFileSync(`${databasePath}.log`, 'x'.repeat(2_500_000))
  closeSync(openLog(databasePath))
  expect(readFileSync(`${databasePath}.log`, 'utf8')).toBe('')
  expect(existsSync(`${databasePath}.log.1`)).toBe(true)
})
