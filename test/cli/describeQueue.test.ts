import { expect, it } from 'vitest'
import { describeQueue } from '../../electron/cli/engineCommands.ts'

const queue = {
  isPaused: false,
  pauseReason: null,
  total: 7,
  done: 0,
  active: 2,
  waiting: 5,
  failed: 0,
  remainingMs: 42 * 60_000,
  isRemainingAtMost: false,
  waitsFor: null,
}

it('says in one line what trains and waits, how long it takes, and what the next run waits for', () => {
  expect(describeQueue(queue)).toBe('2 training, 5 waiting, about 42 min left')
  expect(describeQueue({ ...queue, isRemainingAtMost: true })).toBe('2 training, 5 waiting, at most 42 min left')
  expect(describeQueue({ ...queue, waitsFor: 'waits for memory: it needs about 2.5 GB' })).toBe(
    '2 training, 5 waiting, about 42 min left; the next run waits for memory: it needs about 2.5 GB',
  )
})

it('tells no time of an empty queue, or before anything was measured', () => {
  expect(describeQueue({ ...queue, active: 0, waiting: 0, remainingMs: 0 })).toBe('0 training, 0 waiting')
  expect(describeQueue({ ...queue, isPaused: true, remainingMs: null })).toBe('2 training, 5 waiting, paused')
})
