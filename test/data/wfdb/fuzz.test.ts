import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../../support/temporaryFolder.ts'
import { readDamaged, wholeRecords } from './damagedRecords.ts'
import type { Outcome } from './damagedRecords.ts'

it('a damaged record is read, or refused by an error that says where and what to do', async () => {
  const folder = join(temporaryFolder(), 'record')
  const records = wholeRecords()
  const outcomes: Outcome[] = []
  for (let seed = 1; seed <= 600; seed++) {
    outcomes.push(
      await readDamaged(records, seed, folder).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error })
      }),
    )
  }
  for (const { error, samples } of outcomes) {
    expect(samples).toBeLessThan(2 ** 25)
    if (!error) continue
    expect(error.message).toMatch(/^\S+(, (line|byte) \d+)?: .+\.$/)
    expect(error.hint).toBeTruthy()
  }
  // Neither is rare, or the damage would be too slight or too heavy to find anything.
  const refused = outcomes.filter(({ error }) => error).length
  expect(refused).toBeGreaterThan(60)
  expect(refused).toBeLessThan(540)
})
