import { expect, it } from 'vitest'
import { createFailureBreaker } from '../../../electron/engine/queue/failureBreaker.ts'

it('gives the alarm at the third quick failure in a row', () => {
  const breaker = createFailureBreaker()
  expect([0, 0, 0].map((ms) => breaker.recordFailure(ms))).toEqual([false, false, true])
})

it('begins anew after a success, after a reset, and after a run that failed late', () => {
  const breaker = createFailureBreaker()
  breaker.recordFailure(10)
  breaker.recordFailure(10)
  breaker.recordSuccess()
  expect(breaker.recordFailure(10)).toBe(false)
  expect(breaker.recordFailure(10)).toBe(false)
  expect(breaker.recordFailure(3_600_000)).toBe(false)
  expect(breaker.recordFailure(10)).toBe(false)
  breaker.reset()
  expect(breaker.recordFailure(10)).toBe(false)
})
