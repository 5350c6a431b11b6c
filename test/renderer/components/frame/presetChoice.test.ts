import { describe, expect, it } from 'vitest'
import { presetOf, presets } from '../../../../electron/shared/preset.ts'
import {
  choiceLines,
  chosenAtFirst,
  chosenVariants,
  findLines,
  startItems,
} from '../../../../renderer/components/frame/presetChoice.ts'

describe('what a study can start from', () => {
  it('is nothing, or any preset, under its source and with its size', () => {
    const items = startItems()
    expect(items[0]).toEqual({ value: '', title: 'Nothing', count: '' })
    expect(items.flatMap((item) => ('value' in item && item.value !== '' ? [item.value] : []))).toEqual(
      presets.map(({ id }) => id),
    )
    expect(items.filter((item) => 'type' in item)).toHaveLength(new Set(presets.map(({ source }) => source)).size)
    expect(items).toContainEqual(expect.objectContaining({ value: 'recurrent', count: '72 variants' }))
  })

  it('is a whole small preset, and none of a large one before the user chooses', () => {
    expect(chosenAtFirst(presetOf('published-11').variants(), 187)).toHaveLength(11)
    expect(chosenAtFirst(presetOf('recurrent').variants(), 187)).toEqual([])
  })

  it('leaves out what the beats are too short for, and says why', () => {
    const variants = presetOf('published-11').variants()
    const chosen = chosenAtFirst(variants, 31)
    expect(chosen.map((index) => variants[index]?.architecture.blocks.length)).not.toContain(5)
    expect(chosen).toContain(0)
    expect(choiceLines(variants, 31)[10]).toMatchObject({
      name: 'Model 11',
      facts: expect.stringContaining('Block 5: the kernel spans 3 samples, but only 1 arrive') as string,
      isPossible: false,
    })
    expect(choiceLines(variants, 64)[0]).toMatchObject({
      facts: expect.stringMatching(/^132 k/) as string,
      isPossible: true,
    })
  })

  it('is found by words in any order', () => {
    const lines = choiceLines(presetOf('recurrent').variants(), 187)
    expect(findLines(lines, '')).toHaveLength(72)
    expect(findLines(lines, '64 bigru').map(({ name }) => name)).toEqual([
      'BiGRU 64',
      '2 x BiGRU 64',
      '3 x BiGRU 64',
      '4 x BiGRU 64',
    ])
    expect(findLines(lines, 'transformer')).toEqual([])
  })

  it('says how large a variant is and what was published of it', () => {
    expect(choiceLines(presetOf('kachuee-2018').variants(), 187)[0]?.facts).toBe('55.0 k, published 0.934 (accuracy)')
    expect(choiceLines(presetOf('recurrent').variants(), 187)[0]?.facts).toBe('192 k, published 0.854')
  })

  it('is taken in the order of the preset', () => {
    const taken = chosenVariants(presetOf('published-11'), [10, 0])
    expect(taken.map(({ name }) => name)).toEqual(['Model 1', 'Model 11'])
    expect(chosenVariants(null, [0])).toEqual([])
  })
})
