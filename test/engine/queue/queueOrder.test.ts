import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { orderQueue, type CostedRun } from '../../../electron/engine/queue/queueOrder.ts'

const run = (id: number, launch: number | null, cost: number): CostedRun => ({ id, launch, cost })

describe('the order of the queue', () => {
  it('starts the longest run of a launch first, and equally long ones as they were launched', () => {
    expect(orderQueue([run(1, 0, 5), run(2, 0, 9), run(3, 0, 5), run(4, 0, 7)])).toEqual([2, 4, 1, 3])
  })

  it('keeps launches one behind the other, however long their runs are', () => {
    expect(orderQueue([run(1, 0, 1), run(2, 0, 2), run(3, 1, 9), run(4, 1, 10)])).toEqual([2, 1, 4, 3])
  })

  it('leaves a run where a user has put it, with the same runs before and behind it', () => {
    expect(orderQueue([run(1, 0, 1), run(2, 0, 2), run(9, null, 0), run(3, 0, 3), run(4, 0, 4)])).toEqual([
      2, 1, 9, 4, 3,
    ])
    expect(orderQueue([run(9, null, 0), run(1, 0, 1), run(2, 0, 2)])).toEqual([9, 2, 1])
  })

  it('does not sort runs that were queued one by one', () => {
    expect(orderQueue([run(1, null, 1), run(2, null, 5), run(3, null, 3)])).toEqual([1, 2, 3])
  })

  it('loses none, and changes nothing where it has sorted already', () => {
    const runs = fc.uniqueArray(
      fc.record({
        id: fc.integer({ min: 1, max: 50 }),
        launch: fc.option(fc.integer({ min: 0, max: 3 })),
        cost: fc.nat(9),
      }),
      { selector: ({ id }) => id, maxLength: 30 },
    )
    fc.assert(
      fc.property(runs, (waiting) => {
        const order = orderQueue(waiting)
        expect(order.toSorted()).toEqual(waiting.map(({ id }) => id).toSorted())
        const again = order.map((id) => waiting.find((candidate) => candidate.id === id)!)
        expect(orderQueue(again)).toEqual(order)
      }),
    )
  })
})
