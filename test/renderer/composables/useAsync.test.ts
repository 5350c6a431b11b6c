import { effectScope } from 'vue'
import { describe, expect, it } from 'vitest'
import { useAsync } from '../../../renderer/composables/useAsync.ts'

describe('the state of a fetch', () => {
  it('drops the answer of an earlier call that comes later', async () => {
    const answers: ((value: string) => void)[] = []
    const scope = effectScope()
    const state = scope.run(() => useAsync(() => new Promise<string>((resolve) => answers.push(resolve))))!
    const first = state.load()
    const second = state.load()
    answers[1]?.('second')
    await second
    answers[0]?.('first')
    await first
    expect(state.data.value).toBe('second')
    expect(state.isLoading.value).toBe(false)
    scope.stop()
  })

  it('keeps what it had when a later fetch fails, and says why', async () => {
    let isBroken = false
    const scope = effectScope()
    const state = scope.run(() =>
      useAsync(async () => {
        if (isBroken) throw new Error('disk gone')
        return 7
      }),
    )!
    await state.load()
    isBroken = true
    await state.load()
    expect(state.data.value).toBe(7)
    expect(state.error.value).toEqual(new Error('disk gone'))
    isBroken = false
    await state.load()
    expect(state.error.value).toBeNull()
    scope.stop()
  })
})
