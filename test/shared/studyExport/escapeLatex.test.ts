import fc from 'fast-check'
import { expect, it } from 'vitest'
import { escapeLatex } from '../../../electron/shared/studyExport/escapeLatex.ts'

it('makes commands into text', () => {
  expect(escapeLatex('\\input{/etc/passwd} 5% of $x_1 & #2^3 ~')).toBe(
    '\\textbackslash{}input\\{/etc/passwd\\} 5\\% of \\$x\\_1 \\& \\#2\\textasciicircum{}3 \\textasciitilde{}',
  )
})

it('leaves no bare mark in any text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
      const plain = escapeLatex(text)
        .replaceAll(/\\(textbackslash|textasciitilde|textasciicircum|textless|textgreater|textbar)\{\}/g, '')
        .replaceAll(/\\[{}$&#_%]/g, '')
      expect(plain).not.toMatch(/[\\{}$&#_%~^<>|"]/)
    }),
  )
})

it('keeps text on one line', () => {
  expect(escapeLatex('a\n\nb\tc')).toBe('a b c')
})
