import { describe, expect, it } from 'vitest'
import { recurrentOf, type Architecture } from '../../../../electron/shared/architecture.ts'
import { presetOf, publishedArchitecture } from '../../../../electron/shared/preset.ts'
import { checkDesign } from '../../../../renderer/components/design/checkDesign.ts'
import {
  blankArchitecture,
  changeBlock,
  changeHead,
  copiedLayers,
  copyLayer,
  insertLayer,
  moveItem,
  moveLayer,
  removeLayer,
} from '../../../../renderer/components/design/editArchitecture.ts'

const filters = ({ blocks }: Architecture) => blocks.map((block) => block.filters)
const units = ({ recurrent }: Architecture) => recurrent.map((layer) => layer.units)
const spans = ({ blocks }: Architecture) => blocks.map(({ join }) => join?.span ?? 0)

function kachuee(): Architecture {
  const variant = presetOf('kachuee-2018').variants()[0]
  if (!variant) throw new Error('the preset holds one network')
  return variant.architecture
}

describe('editing blocks', () => {
  const model8 = publishedArchitecture(8)

  it('puts a copy of the block before in', () => {
    expect(filters(insertLayer(model8, 'block', 2))).toEqual([32, 64, 64, 128, 256])
    expect(filters(insertLayer(model8, 'block', 0))).toEqual([32, 32, 64, 128, 256])
  })

  it('removes a block but never the last layer', () => {
    expect(filters(removeLayer(model8, 'block', 1))).toEqual([32, 128, 256])
    expect(filters(removeLayer(blankArchitecture(), 'block', 0))).toEqual([32])
    const recurrent = insertLayer(blankArchitecture(), 'recurrent', 0)
    expect(filters(removeLayer(recurrent, 'block', 0))).toEqual([])
  })

  it('moves a block and refuses places outside', () => {
    expect(filters(moveLayer(model8, 'block', 0, 3))).toEqual([64, 128, 256, 32])
    expect(filters(moveLayer(model8, 'block', 0, -1))).toEqual([32, 64, 128, 256])
    expect(moveItem(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
  })

  it('changes one block and leaves the design it came from alone', () => {
    const wide = changeBlock(model8, 1, { kernelSize: 9 })
    expect(wide.blocks[1]?.kernelSize).toBe(9)
    expect(model8.blocks[1]?.kernelSize).toBe(3)
    expect(wide.blocks[0]).toBe(model8.blocks[0])
  })

  it('begins anew with the published block where there is none', () => {
    const recurrent = { ...blankArchitecture(), blocks: [], recurrent: [recurrentOf({ cell: 'rnn', units: 8 })] }
    expect(filters(insertLayer(recurrent, 'block', 0))).toEqual([32])
  })
})

describe('editing recurrent layers', () => {
  const one = insertLayer(publishedArchitecture(7), 'recurrent', 0)

  it('begins with an LSTM of 64 units and copies the layer before from then on', () => {
    expect(one.recurrent).toEqual([recurrentOf({ cell: 'lstm', units: 64 })])
    const mixed = { ...one, recurrent: [...one.recurrent, recurrentOf({ cell: 'gru', units: 16 })] }
    expect(units(insertLayer(mixed, 'recurrent', 2))).toEqual([64, 16, 16])
    expect(units(copyLayer(mixed, 'recurrent', 0))).toEqual([64, 64, 16])
    expect(units(moveLayer(mixed, 'recurrent', 0, 1))).toEqual([16, 64])
    expect(units(removeLayer(mixed, 'recurrent', 0))).toEqual([16])
  })

  it('flattens when the last state goes with its layer', () => {
    const last = changeHead(one, { reduce: 'last' })
    const rest = removeLayer(last, 'recurrent', 0)
    expect(rest.head.reduce).toBe('flatten')
    expect(checkDesign(rest, 187).problem).toBeNull()
  })
})

describe('layers with joins', () => {
  it('copies all blocks of a residual block', () => {
    expect(copiedLayers(kachuee(), 'block', 2)).toBe(2)
    const longer = copyLayer(kachuee(), 'block', 2)
    expect(spans(longer)).toEqual([0, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2])
    expect(longer.blocks).toHaveLength(13)
    expect(checkDesign(copyLayer(kachuee(), 'block', 0), 187).problem).toBeNull()
  })

  it('widens a join around a block that is put in, and gives the new block none', () => {
    const inside = insertLayer(kachuee(), 'block', 2)
    expect(spans(inside)).toEqual([0, 0, 0, 3, 0, 2, 0, 2, 0, 2, 0, 2])
    expect(checkDesign(inside, 187).problem).toBeNull()
    const behind = insertLayer(kachuee(), 'block', 1)
    expect(spans(behind)).toEqual([0, 0, 0, 2, 0, 2, 0, 2, 0, 2, 0, 2])
  })

  it('narrows a join around a block that is taken out', () => {
    const rest = removeLayer(kachuee(), 'block', 1)
    expect(spans(rest)).toEqual([0, 1, 0, 2, 0, 2, 0, 2, 0, 2])
    expect(checkDesign(rest, 187).problem).toBeNull()
    expect(spans(removeLayer(kachuee(), 'block', 2))).toEqual([0, 0, 0, 2, 0, 2, 0, 2, 0, 2])
  })
})
