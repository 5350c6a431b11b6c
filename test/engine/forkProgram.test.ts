import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { describeEnd, forkProgram } from '../../electron/engine/forkProgram.ts'

const obeys = fileURLToPath(new URL('programs/obeys.ts', import.meta.url))

it('hands over the last report before the end, however large', async () => {
  const lengths: number[] = []
  const program = forkProgram<string, { text: string }>(obeys, ({ text }) => lengths.push(text.length))
  program.send('talk')
  const end = await program.ended
  expect(lengths).toEqual([5_000_000])
  expect(describeEnd(end)).toBe('ended with exit code 0')
})

it('tells how a program ended and the last that it printed', async () => {
  const program = forkProgram<string, unknown>(obeys, () => undefined)
  program.send('crash')
  const end = await program.ended
  expect(describeEnd(end)).toBe('ended with exit code 3')
  expect(end.lastLines).toHaveLength(20)
  expect(end.lastLines.at(-1)).toBe('line 30')
})

it('kills a program that does not end when asked', async () => {
  const staying = Promise.withResolvers<void>()
  const program = forkProgram<string, unknown>(obeys, () => staying.resolve())
  program.send('stay')
  await staying.promise
  const end = await program.end()
  expect(end.signal).toBe('SIGKILL')
  expect(describeEnd(end)).toMatch(/killed.*memory/)
  program.send('talk')
})

it('tells of a program that is not there', async () => {
  const end = await forkProgram<string, unknown>('/no/such/program.ts', () => undefined).ended
  expect(describeEnd(end)).toBe('ended with exit code 1')
  expect(end.lastLines.join(' ')).toMatch(/\/no\/such\/program/)
})
