import { parse, type RootNode, type TemplateChildNode } from '@vue/compiler-dom'
import { describe, expect, it } from 'vitest'
import { comparedStatistics, comparedTable, exported, foldedTable, namedTable } from '../../support/exportedTable.ts'

const options = { statistics: comparedStatistics, interval: 'both' } as const
const page = exported(comparedTable, 'html', options).text

interface Element {
  tag: string
  attributes: Record<string, string>
  text: string
  children: Element[]
}

/** The page's elements; fails where one is not closed. */
function elementsOf(html: string): Element[] {
  const root = parse(html.replace(/^<!doctype html>/, ''), {
    onError: (error) => {
      throw error
    },
  })
  return childrenOf(root)
}

function childrenOf(parent: RootNode | TemplateChildNode): Element[] {
  const nodes = 'children' in parent && Array.isArray(parent.children) ? parent.children : []
  return nodes.flatMap((node) => {
    if (typeof node !== 'object' || !('tag' in node)) return []
    const attributes = node.props.map((prop) => [prop.name, 'value' in prop ? (prop.value?.content ?? '') : ''])
    return {
      tag: node.tag,
      attributes: Object.fromEntries(attributes) as Record<string, string>,
      text: node.loc.source,
      children: childrenOf(node),
    }
  })
}

const all = (elements: readonly Element[], tag: string): Element[] =>
  elements.flatMap((element) => [...(element.tag === tag ? [element] : []), ...all(element.children, tag)])

describe('the table', () => {
  const [table] = all(elementsOf(page), 'table')
  const rows = all(table!.children, 'tr')

  it('has a caption, a head and a row a variant, all equally wide', () => {
    expect(table!.children.map(({ tag }) => tag)).toEqual(['caption', 'thead', 'tbody'])
    expect(rows).toHaveLength(5)
    expect(new Set(rows.map(({ children }) => children.length)).size).toBe(1)
    expect(all([table!], 'caption')[0]?.text).toContain(
      '<strong>Depth &amp; width</strong> <span>Test part of Beats, split: Published (patients overlap)</span>',
    )
  })

  it('tells what each head is of', () => {
    const [head, ...body] = rows
    expect(head!.children.every(({ tag, attributes }) => tag === 'th' && attributes['scope'] === 'col')).toBe(true)
    for (const { children } of body) {
      expect(children[0]).toMatchObject({ tag: 'th', attributes: { scope: 'row' } })
      expect(children.slice(1).every(({ tag }) => tag === 'td')).toBe(true)
    }
  })

  it('has the best bold, intervals, and marks as superscripts', () => {
    expect(page).toContain('<strong>0.923</strong> <small>± 0.004</small>')
    expect(page).toContain('+0.020<sup>*</sup> <small>[−0.040, +0.080]</small>')
    expect(page).toContain('+0.001<sup>≈</sup>')
    expect(page).toContain('<td class="headline">[0.852, 0.972]</td>')
    expect(rows[1]?.attributes['class']).toBe('baseline')
  })

  it('has the headline score first, and that of all classes beside it', () => {
    expect(exported(foldedTable, 'html').text).toContain(
      '<th scope="col">Macro F1 of N S V F</th><th scope="col">Macro F1 of all classes</th>',
    )
  })
})

describe('the page', () => {
  it('describes the table by its notes, which say how it was made', () => {
    const notes = /<div id="notes">(.*)<\/div>/s.exec(page)?.[1] ?? ''
    expect(page).toContain('<table aria-describedby="notes">')
    expect(notes).toContain('over seeds and patients: 10,000 resamples of 22 persons')
    expect(notes).toContain('* p &lt; 0.05, ** p &lt; 0.01, *** p &lt; 0.001, after Holm over 2 comparisons')
    expect(all(elementsOf(page), 'h2').map(({ text }) => text)).toEqual([
      '<h2>How it was scored</h2>',
      '<h2>What limits it</h2>',
      '<h2>Published values</h2>',
      '<h2>Data</h2>',
    ])
  })

  it('needs nothing else: no scripts, no references, no styles from elsewhere', () => {
    expect(page).not.toMatch(/<(script|link|img|iframe|object|base|a)\b|@import|url\(|\son\w+=|\s(src|href)=/i)
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
  })

  it('follows the choice of light or dark, and prints', () => {
    expect(page).toContain('@media (prefers-color-scheme: dark)')
    expect(page).toContain('@media print')
    expect(page).toContain('<html lang="en">')
  })

  it('shows every name and every text of the data as they are', () => {
    const nasty = `</title><script>alert("1")</script> & 'x'\u0000`
    const table = {
      ...namedTable,
      studyName: nasty,
      dataSetName: nasty,
      splitLabel: nasty,
      attribution: nasty,
      licence: nasty,
      rows: namedTable.rows.map((row) => ({
        ...row,
        name: nasty,
        published: row.published && { ...row.published, source: nasty, caveat: nasty },
      })),
    }
    const html = exported(table, 'html').text
    const escaped = '&lt;/title&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39; '
    expect(html).not.toContain('<script')
    expect(html).not.toContain('\u0000')
    expect(html.split(escaped).length).toBeGreaterThan(10)
    expect(html.match(/\balert\(/g)).toHaveLength(html.split(escaped).length - 1)
    expect(all(elementsOf(html), 'th')).toHaveLength(all(elementsOf(exported(namedTable, 'html').text), 'th').length)
  })
})
