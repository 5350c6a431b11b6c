import { describe, expect, it } from 'vitest'
import { keyCaps, keyOf } from '../../../renderer/composables/keys.ts'

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey', boolean>> = {}) =>
  keyOf({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held })

describe('key presses as text', () => {
  it('names letters, signs and keys with names', () => {
    expect(press('g')).toBe('g')
    expect(press(' ')).toBe('space')
    expect(press('ArrowUp', { altKey: true })).toBe('alt+arrowup')
    expect(press(',', { ctrlKey: true })).toBe('ctrl+,')
  })

  it('counts Command as Ctrl', () => {
    expect(press('k', { metaKey: true })).toBe(press('k', { ctrlKey: true }))
  })

  it('takes a sign that needs Shift as the sign, and a letter with Shift as both', () => {
    expect(press('?', { shiftKey: true })).toBe('?')
    expect(press('P', { ctrlKey: true, shiftKey: true })).toBe('ctrl+shift+p')
  })
})

describe('key caps', () => {
  it('shows a sequence and a chord as single keys', () => {
    expect(keyCaps('g d')).toEqual(['G', 'D'])
    expect(keyCaps('ctrl+shift+p')).toEqual(['Ctrl', 'Shift', 'P'])
    expect(keyCaps('ctrl+,')).toEqual(['Ctrl', ','])
    expect(keyCaps('alt+arrowdown')).toEqual(['Alt', '↓'])
  })
})
