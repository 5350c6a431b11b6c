import { describe, expect, it } from 'vitest'
import { blockOf, publishedHead, recurrentOf, type Architecture } from '../../../../../electron/shared/architecture.ts'
import { summarise } from '../../../../../electron/shared/networkSummary.ts'
import { presetOf } from '../../../../../electron/shared/preset.ts'
import { layOutJoins } from '../../../../../renderer/components/design/drawing/joinLayout.ts'
import { layOutMaps } from '../../../../../renderer/components/design/drawing/networkLayout.ts'

function arcsOf(architecture: Architecture) {
  const space = { left: 10, width: 620, middle: 100, height: 120, gap: 14 }
  const shapes = layOutMaps(summarise(architecture, 187).rows, [], space)
  return { shapes, arcs: layOutJoins(architecture, 187, shapes) }
}

const block = (more: object = {}) => blockOf({ filters: 32, kernelSize: 3, pooling: { type: 'none' }, ...more })
const network = (blocks: Architecture['blocks'], recurrent: Architecture['recurrent'] = []): Architecture => ({
  blocks,
  recurrent,
  head: publishedHead(),
})

describe('layOutJoins', () => {
  it('leads from before the first of two blocks to behind the second one, five times in one lane', () => {
    const { shapes, arcs } = arcsOf(presetOf('kachuee-2018').variants()[0]!.architecture)
    expect(arcs.map(({ place, lane }) => [place, lane])).toEqual([2, 4, 6, 8, 10].map((place) => [place, 0]))
    arcs.forEach(({ place, fromX, toX }) => {
      expect(fromX).toBeLessThan(shapes[place - 1]?.x ?? 0)
      expect(fromX).toBeGreaterThan((shapes[place - 2]?.x ?? 0) + (shapes[place - 2]?.width ?? 0))
      expect(toX).toBeGreaterThan((shapes[place]?.x ?? 0) + (shapes[place]?.width ?? 0))
    })
  })

  it('keeps the plus sign of one way before the fork of the next', () => {
    const { arcs } = arcsOf(network([block(), block({ join: { type: 'add' } }), block({ join: { type: 'add' } })]))
    expect(arcs[0]?.toX).toBeLessThan(arcs[1]?.fromX ?? 0)
  })

  it('puts ways that overlap into lanes of their own', () => {
    const join = (span: number) => ({ join: { type: 'add', span } })
    const { arcs } = arcsOf(network([block(), block(join(2)), block(join(2)), block(join(4))]))
    expect(arcs.map(({ lane }) => lane)).toEqual([0, 1, 2])
  })

  it('says where channels differ and a convolution is on the way', () => {
    const { arcs } = arcsOf(network([block({ filters: 8 }), block({ join: { type: 'add-norm' } })]))
    expect(arcs).toMatchObject([{ projects: true, isNormed: true }])
    expect(arcs[0]?.text).toBe('Adds what enters block 2, through a convolution from 8 to 32 channels')
  })

  it('draws joins of recurrent layers behind those of the blocks', () => {
    const gru = recurrentOf({ cell: 'gru', units: 16, bidirectional: true, join: { type: 'add-norm' } })
    const { arcs } = arcsOf(network([block({ filters: 32 })], [gru, gru]))
    expect(arcs.map(({ place, projects }) => [place, projects])).toEqual([
      [1, false],
      [2, false],
    ])
    expect(arcs[1]?.text).toBe('Adds what enters recurrent layer 2')
  })
})
