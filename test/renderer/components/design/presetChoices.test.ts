import { describe, expect, it } from 'vitest'
import { presets } from '../../../../electron/shared/preset.ts'
import { presetGroups, searchGroups } from '../../../../renderer/components/design/presetChoices.ts'

describe('presets to choose from', () => {
  const groups = presetGroups(187)
  const found = (search: string) =>
    searchGroups(groups, search).flatMap((group) => group.choices.map(({ name }) => name))

  it('are all of them, each with what tells it apart', () => {
    expect(groups.map(({ id }) => id)).toEqual(presets.map(({ id }) => id))
    expect(groups[0]?.choices[10]).toMatchObject({ name: 'Model 11', text: '32 each, k3, published 0.920' })
    const texts = groups.find(({ id }) => id === 'augmentation')?.choices.map(({ text }) => text)
    expect(texts?.[1]).toBe('32 each, k3, noise 0.01, masking 0.1, published 0.917')
  })

  it('say what the beats of the study are too short for', () => {
    const problems = presetGroups(31)[0]?.choices.map(({ problem }) => problem)
    expect(problems?.[0]).toBeNull()
    expect(problems?.[10]).toContain('Block 5: the kernel spans 3 samples')
    expect(groups.flatMap(({ choices }) => choices).every(({ problem }) => problem === null)).toBe(true)
  })

  it('are found by words of name, layers or group, in any order', () => {
    expect(found('model 11')).toContain('Model 11')
    expect(found('64-1024 lstm').length).toBeGreaterThan(0)
    expect(found('skip 32 bigru')).toHaveLength(4)
    expect(found('no such net')).toEqual([])
    expect(searchGroups(groups, ' ')).toEqual(groups)
  })
})
