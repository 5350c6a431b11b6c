import { describe, expect, it } from 'vitest'
import { blockOf, publishedBlock, publishedHead, recurrentOf } from '../../../../../electron/shared/architecture.ts'
import { summarise, type NetworkRow } from '../../../../../electron/shared/networkSummary.ts'
import { presetOf, publishedArchitecture } from '../../../../../electron/shared/preset.ts'
import { mapLabels } from '../../../../../renderer/components/design/drawing/mapLabels.ts'
import {
  cellAround,
  layOutMaps,
  mapHeight,
  seenBy,
  type MapShape,
} from '../../../../../renderer/components/design/drawing/networkLayout.ts'

const space = { left: 10, width: 620, middle: 100, height: 120, gap: 14 }

function layOut(
  architecture: ReturnType<typeof publishedArchitecture>,
  beatLength = 187,
): { rows: NetworkRow[]; shapes: MapShape[] } {
  const { rows } = summarise(architecture, beatLength)
  const widths = mapLabels(architecture, rows).map(({ width }) => width)
  return { rows, shapes: layOutMaps(rows, widths, space) }
}

const endOf = (shapes: MapShape[]) => Math.max(...shapes.map(({ x, width }) => x + width))

/** Widths per sample of all maps, which are to be one scale. */
function scales({ rows, shapes }: ReturnType<typeof layOut>): number[] {
  return shapes.map(({ width }, i) => width / (rows[i]?.conv.length ?? 1))
}

describe('layOutMaps', () => {
  it('draws widths to one scale and stays in its room', () => {
    const drawn = layOut(publishedArchitecture(11))
    expect(drawn.shapes).toHaveLength(5)
    for (const scale of scales(drawn)) expect(scale).toBeCloseTo(scales(drawn)[0] ?? 0, 6)
    expect(endOf(drawn.shapes)).toBeLessThanOrEqual(630.001)
  })

  it('draws a whole beat as wide, whatever its length', () => {
    const widthsOf = (beatLength: number) =>
      layOut(publishedArchitecture(11), beatLength).shapes.map(({ width }) => width)
    const published = widthsOf(187)
    for (const beatLength of [64, 500, 2000])
      widthsOf(beatLength).forEach((width, i) => expect(width / (published[i] ?? 0)).toBeCloseTo(1, i < 3 ? 1 : 0))
    const [alone] = layOut(publishedArchitecture(1), 64).shapes
    expect(alone?.width).toBeCloseTo(1.35 * 187, 6)
  })

  it('gives narrow maps a click area of 24 px that does not overlap its neighbour', () => {
    const { shapes } = layOut(publishedArchitecture(11))
    expect(shapes[4]?.hitWidth).toBeGreaterThanOrEqual(24)
    shapes.slice(1).forEach((shape, i) => {
      const before = shapes[i]
      expect(shape.hitX).toBeGreaterThanOrEqual((before?.hitX ?? 0) + (before?.hitWidth ?? 0))
    })
  })

  it('keeps narrow maps apart for their labels: eleven residual blocks, and five blocks under two LSTMs', () => {
    for (const [preset, index] of [
      ['kachuee-2018', 0],
      ['cnn-lstm', 8],
    ] as const) {
      const architecture = presetOf(preset).variants()[index]?.architecture ?? publishedArchitecture(1)
      const drawn = layOut(architecture)
      expect(drawn.shapes.map(({ isLabelled }) => isLabelled)).toEqual(drawn.shapes.map(() => true))
      expect(endOf(drawn.shapes)).toBeLessThanOrEqual(630.001)
    }
  })

  it('draws recurrent layers over the same time as what enters them, with the channels of both directions', () => {
    const expansion = blockOf({
      filters: 32,
      kernelSize: 1,
      normalisation: 'none',
      activation: 'none',
      pooling: { type: 'none' },
    })
    const gru = recurrentOf({ cell: 'gru', units: 32, bidirectional: true })
    const drawn = layOut({ blocks: [expansion], recurrent: [gru, gru, gru, gru], head: publishedHead() })
    expect(drawn.shapes).toHaveLength(5)
    expect(new Set(drawn.shapes.map(({ width }) => width.toFixed(6))).size).toBe(1)
    expect(drawn.shapes[1]?.height).toBe(mapHeight(64, 120))
  })

  it('fits 32 blocks without pooling', () => {
    const blocks = Array.from({ length: 32 }, () => blockOf({ filters: 8, kernelSize: 3, pooling: { type: 'none' } }))
    const { shapes } = layOut({ blocks, recurrent: [], head: publishedHead() })
    expect(endOf(shapes)).toBeLessThanOrEqual(630.001)
    expect(shapes.every(({ width, isLabelled }) => width >= 1 && !isLabelled)).toBe(true)
  })

  it('has a log height that 4,096 filters do not break', () => {
    expect(mapHeight(32, 120)).toBeLessThan(mapHeight(64, 120))
    expect(mapHeight(4096, 120)).toBe(120)
    expect(mapHeight(1, 120)).toBeGreaterThanOrEqual(6)
  })
})

describe('mapLabels', () => {
  const labelsOf = (architecture: ReturnType<typeof publishedArchitecture>) =>
    mapLabels(architecture, summarise(architecture, 187).rows)

  it('names convolutions and recurrent layers, and says by what lengths are divided', () => {
    const architecture = {
      ...publishedArchitecture(6),
      recurrent: [
        recurrentOf({ cell: 'lstm', units: 64 }),
        recurrentOf({ cell: 'gru', units: 32, bidirectional: true }),
      ],
    }
    expect(labelsOf(architecture)).toMatchObject([
      { name: 'Conv 1', second: '32 × k3', length: '187', shortened: 'samples' },
      { name: 'Conv 2', second: '64 × k3', length: '93', shortened: '÷ 2' },
      { name: 'LSTM 64', length: '46', shortened: '÷ 2' },
      { name: 'GRU 32 ⇄', second: '64 ch', length: '46', shortened: '' },
    ])
  })

  it('divides by strides of pooling and convolution, and takes off what valid padding does', () => {
    const pooling = { type: 'none' } as const
    const blocks = [
      blockOf({ filters: 8, kernelSize: 5, pooling: { type: 'max', size: 5, stride: 2 } }),
      blockOf({ filters: 8, kernelSize: 3, stride: 3, pooling }),
      blockOf({ filters: 8, kernelSize: 5, padding: 'valid', pooling }),
    ]
    const labels = labelsOf({ blocks, recurrent: [], head: publishedHead() })
    expect(labels.map(({ length, shortened }) => `${length} ${shortened}`)).toEqual(['187 samples', '31 ÷ 6', '27 − 4'])
  })
})

describe('seenBy', () => {
  const { rows } = summarise(publishedArchitecture(11), 187)

  it('is 3, 8, 18, 38 and 78 samples wide for the five blocks of Model 11', () => {
    const widths = rows.slice(0, 5).map((row) => {
      const { from, to } = seenBy(row, cellAround(row, 93), 187)
      return to - from
    })
    expect(widths).toEqual([3, 8, 18, 38, 78])
  })

  it('is cut off at the beginning of the beat and lies around the sample asked for', () => {
    const row = rows[3]
    if (!row) throw new Error('Model 11 has a fourth block')
    expect(seenBy(row, 0, 187).from).toBe(0)
    const { from, to } = seenBy(row, cellAround(row, 108), 187)
    expect(from).toBeLessThanOrEqual(108)
    expect(to).toBeGreaterThan(108)
  })

  it('is the whole beat for a recurrent layer', () => {
    const architecture = {
      ...publishedArchitecture(11),
      blocks: [publishedBlock(8)],
      recurrent: [recurrentOf({ cell: 'rnn', units: 8 })],
    }
    const row = summarise(architecture, 187).rows[1]
    if (!row) throw new Error('there is a second layer')
    expect(seenBy(row, 0, 187)).toEqual({ from: 0, to: 187 })
  })
})
