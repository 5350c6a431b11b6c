import { describe, expect, it } from 'vitest'
import { countTests } from '../../../scripts/suites/vitestCounts.mjs'

function file(status: string, ...tests: [status: string, fullName: string][]) {
  return { name: 'a.test.ts', status, assertionResults: tests.map(([status, fullName]) => ({ status, fullName })) }
}

describe('counting tests', () => {
  it('sums over all files', () => {
    const testResults = [file('passed', ['passed', 'one']), file('failed', ['failed', 'two'], ['passed', 'three'])]
    expect(countTests({ testResults })).toEqual({ passed: 2, failed: 1, skipped: 0, remarks: [] })
  })

  it('fails a skipped test unless it names the hardware it needs', () => {
    const skipped = file('passed', ['skipped', 'trains [needs a GPU]'], ['pending', 'some day'], ['todo', 'later'])
    const { failed, skipped: count, remarks } = countTests({ testResults: [skipped] })
    expect([failed, count]).toEqual([2, 1])
    expect(remarks).toEqual([expect.stringContaining('some day'), expect.stringContaining('later')])
  })

  it('counts a file that cannot be loaded as a failure', () => {
    expect(countTests({ testResults: [file('failed')] })).toMatchObject({ passed: 0, failed: 1 })
  })

  it('counts a file whose clean-up failed as a failure beside its passed tests', () => {
    expect(countTests({ testResults: [file('failed', ['passed', 'one'])] })).toMatchObject({ passed: 1, failed: 1 })
  })
})
