import { describe, expect, it } from 'vitest'
import { effectsOf, effectVerdict } from '../../../scripts/reference/page/effects.ts'
import { intervalFigure } from '../../../scripts/reference/page/figure.ts'
import type { StudyReport } from '../../../scripts/reference/page/report.ts'
import { compareWithPublished, publishedTable, publishedVerdict } from '../../../scripts/reference/page/scores.ts'
import { cnnLstmVerdict } from '../../../scripts/reference/page/sideStudies.ts'
import { durationText } from '../../../scripts/reference/page/times.ts'
import { publishedRecipe } from '../../../electron/shared/recipe.ts'
import { buildStudyTable, type VariantResults } from '../../../electron/shared/studyTableBuilder.ts'
import { presetResults, studyResults, variantResults } from '../../support/studyResults.ts'

function report(variants: VariantResults[]): StudyReport {
  const results = studyResults(variants)
  return {
    validation: buildStudyTable({ ...results, part: 'validation' }),
    test: buildStudyTable(results),
    runs: [],
    designs: variants.map(({ variantId: id, architecture }) => ({ id, architecture, recipe: publishedRecipe() })),
  }
}

const around = (value: number) => [-0.002, -0.001, 0, 0.001, 0.002].map((step) => value + step)

describe('which published values our intervals hold', () => {
  // Published: Model 1 0.892, Model 6 0.915, Model 9 0.921, Model 11 0.920.
  const comparisons = compareWithPublished(
    report([
      variantResults(1, around(0.8925)),
      variantResults(6, around(0.9125)),
      variantResults(9, [0.9]),
      variantResults(11, around(0.9)),
    ]),
  )

  it('tells the mean from one more seed, and says nothing from one seed', () => {
    expect(comparisons.map(({ isInMean, isInNext }) => [isInMean, isInNext])).toEqual([
      [true, true],
      [false, true],
      [false, false],
      [false, false],
    ])
    const [, , ...rows] = publishedTable(comparisons).split('\n')
    expect(rows.map((row) => row.split(' | ').at(-1))).toEqual([
      'in both |',
      "in one more seed's range only |",
      '– |',
      '**in neither** |',
    ])
  })

  it('says so in words', () => {
    const text = publishedVerdict(comparisons)
    expect(text).toContain('The interval of our mean holds 1 of 3 published values (Model 1).')
    expect(text).toContain('holds 2 of 3 (Model 1 and Model 6)')
    expect(text).toMatch(/It holds not that of Model 11 \(0\.920, above our 0\.900\)\.$/)
  })
})

describe('which factor matters most', () => {
  const verdict = (depth: number, filters: number, kernel: number) =>
    effectVerdict(
      report([
        variantResults(1, around(0.89)),
        variantResults(3, around(0.89 + kernel).toReversed()),
        variantResults(5, around(0.89 + filters).toReversed()),
        variantResults(11, around(0.89 + depth).toReversed()),
      ]),
      'validation',
    )

  it('is depth, where its interval lies apart', () => {
    expect(verdict(0.03, -0.01, 0.001)).toMatch(/Depth has the largest effect of 3 factors.*lies apart/)
    expect(verdict(0.03, -0.01, 0.001)).toContain('filters −0.010')
  })

  it('is not clearly depth where intervals overlap, nor depth where another is larger', () => {
    expect(verdict(0.012, -0.011, 0.001)).toMatch(/Depth has the largest.*overlaps with that of filters/)
    expect(verdict(0.01, -0.02, 0.001)).toMatch(/Filters has the largest/)
  })

  it('tells factors that change together as one', () => {
    const few = report([variantResults(1, [0.89, 0.9]), variantResults(10, [0.92, 0.93])])
    expect(effectVerdict(few, 'test')).toMatch(/^On the test part: Depth \+ filters/)
    expect(effectsOf(report([variantResults(1, [0.89, 0.9]), variantResults(11, [0.92, 0.93])]))).toMatchObject([
      { factor: 'depth', validation: { n: 2 } },
    ])
  })
})

it('says to which average a published F1 of a CNN-LSTM is nearer', () => {
  const text = cnnLstmVerdict(report([presetResults('cnn-lstm', 'CNN 32-128 + LSTM', [0.91, 0.92])]))
  // 45 of the 50 beats are right, ten of each class: weighted F1 is far from 0.979 here.
  expect(text).toContain('0.979 is nearer to our macro F1 (0.064 from macro')
})

it('draws every row with its interval and published value, and escapes what it is told', () => {
  const svg = intervalFigure(
    [
      { label: 'A < B', mean: 0.91, interval: [0.9, 0.92], range: [0.88, 0.94], published: 0.93 },
      { label: 'C', mean: -0.01, interval: null },
    ],
    { title: 'T & U', axis: 'score', legend: ['one'] },
  )
  expect(svg).toContain('A &lt; B')
  expect(svg).toContain('T &amp; U')
  expect(svg.match(/<circle /g)).toHaveLength(2)
  expect(svg.match(/<path /g)).toHaveLength(1)
  expect(svg).not.toContain('NaN')
})

it('prints durations in the unit that fits', () => {
  expect([4123, 99_000, 750_000, 9_000_000].map(durationText)).toEqual(['4.1 s', '99.0 s', '12.5 min', '2.5 h'])
})
