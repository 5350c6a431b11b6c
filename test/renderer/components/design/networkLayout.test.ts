import { describe, expect, it } from 'vitest'
import { publishedArchitecture } from '../../../../electron/shared/preset.ts'
import { summarise } from '../../../../electron/shared/network.ts'
import { publishedBlock, publishedHead } from '../../../../electron/shared/architecture.ts'
import { cellAround, layOutBlocks, mapHeight, seenBy } from '../../../../renderer/components/design/networkLayout.ts'

const space = { left: 10, width: 700, middle: 100, height: 120, gap: 12 }

describe('layOutBlocks', () => {
  const rows = summarise(publishedArchitecture(11)).rows

  it('draws widths to one scale and stays in its room', () => {
    const shapes = layOutBlocks(rows, space)
    expect(shapes).toHaveLength(5)
    expect((shapes[0]?.width ?? 0) / (shapes[3]?.width ?? 1)).toBeCloseTo(187 / 23, 6)
    const last = shapes.at(-1)
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(710.001)
  })

  it('gives narrow maps a click area of 24 px that does not overlap its neighbour', () => {
    const shapes = layOutBlocks(rows, space)
    expect(shapes[4]?.hitWidth).toBeGreaterThanOrEqual(24)
    shapes.slice(1).forEach((shape, i) => {
      const before = shapes[i]
      expect(shape.hitX).toBeGreaterThanOrEqual((before?.hitX ?? 0) + (before?.hitWidth ?? 0))
    })
  })

  it('fits 32 blocks without pooling', () => {
    const blocks = Array.from({ length: 32 }, () => ({ ...publishedBlock(8), pooling: { type: 'none' as const } }))
    const shapes = layOutBlocks(summarise({ blocks, head: publishedHead() }).rows, space)
    const last = shapes.at(-1)
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual(710.001)
    expect(shapes.every((shape) => shape.width >= 1)).toBe(true)
  })

  it('has a log height that 4,096 filters do not break', () => {
    expect(mapHeight(32, 120)).toBeLessThan(mapHeight(64, 120))
    expect(mapHeight(4096, 120)).toBe(120)
    expect(mapHeight(1, 120)).toBeGreaterThanOrEqual(6)
  })
})

describe('seenBy', () => {
  const rows = summarise(publishedArchitecture(11)).rows

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
})
