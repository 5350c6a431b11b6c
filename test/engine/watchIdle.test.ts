import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchIdle } from '../../electron/engine/watchIdle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('calls once, after an unbroken time of idleness', () => {
  let isIdle = true
  const onIdle = vi.fn()
  watchIdle(() => isIdle, 5000, onIdle)
  vi.advanceTimersByTime(4000)
  isIdle = false
  vi.advanceTimersByTime(1000)
  isIdle = true
  vi.advanceTimersByTime(4000)
  expect(onIdle).not.toHaveBeenCalled()
  vi.advanceTimersByTime(20_000)
  expect(onIdle).toHaveBeenCalledTimes(1)
})

it('does not call any more once it was stopped', () => {
  const onIdle = vi.fn()
  const stop = watchIdle(() => true, 5000, onIdle)
  stop()
  vi.advanceTimersByTime(20_000)
  expect(onIdle).not.toHaveBeenCalled()
})
