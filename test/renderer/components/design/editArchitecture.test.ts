import { describe, expect, it } from 'vitest'
import { publishedArchitecture } from '../../../../electron/shared/preset.ts'
import {
  blankArchitecture,
  changeBlock,
  insertBlock,
  moveBlock,
  moveItem,
  removeBlock,
} from '../../../../renderer/components/design/editArchitecture.ts'

const filters = (architecture: ReturnType<typeof blankArchitecture>) => architecture.blocks.map((b) => b.filters)

describe('editing blocks', () => {
  const model8 = publishedArchitecture(8)

  it('puts a copy of the block before in', () => {
    expect(filters(insertBlock(model8, 2))).toEqual([32, 64, 64, 128, 256])
    expect(filters(insertBlock(model8, 0))).toEqual([32, 32, 64, 128, 256])
  })

  it('removes a block but never the last one', () => {
    expect(filters(removeBlock(model8, 1))).toEqual([32, 128, 256])
    expect(filters(removeBlock(blankArchitecture(), 0))).toEqual([32])
  })

  it('moves a block and refuses places outside', () => {
    expect(filters(moveBlock(model8, 0, 3))).toEqual([64, 128, 256, 32])
    expect(filters(moveBlock(model8, 0, -1))).toEqual([32, 64, 128, 256])
    expect(moveItem(['a', 'b'], 1, 2)).toEqual(['a', 'b'])
  })

  it('changes one block and leaves the design it came from alone', () => {
    const wide = changeBlock(model8, 1, { kernelSize: 9 })
    expect(wide.blocks[1]?.kernelSize).toBe(9)
    expect(model8.blocks[1]?.kernelSize).toBe(3)
    expect(wide.blocks[0]).toBe(model8.blocks[0])
  })
})
