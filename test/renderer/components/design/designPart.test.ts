import { describe, expect, it } from 'vitest'
import { recurrentOf } from '../../../../electron/shared/architecture.ts'
import { publishedArchitecture } from '../../../../electron/shared/preset.ts'
import { headPlace, partAt, partName, placeOf } from '../../../../renderer/components/design/designPart.ts'

const layers = [recurrentOf({ cell: 'lstm', units: 8 }), recurrentOf({ cell: 'gru', units: 8 })]
const architecture = { ...publishedArchitecture(7), recurrent: layers }

describe('places of a network', () => {
  it('count blocks, then recurrent layers, then the head', () => {
    expect(headPlace(architecture)).toBe(5)
    expect([0, 2, 3, 4, 5, 9].map((place) => partAt(architecture, place))).toEqual([
      { part: 'block', index: 0 },
      { part: 'block', index: 2 },
      { part: 'recurrent', index: 0 },
      { part: 'recurrent', index: 1 },
      { part: 'head', index: null },
      { part: 'head', index: null },
    ])
  })

  it('lead back to themselves', () => {
    for (let place = 0; place <= 5; place++) expect(placeOf(architecture, partAt(architecture, place))).toBe(place)
  })

  it('have names', () => {
    const names = [1, 4, 5].map((place) => partName(architecture, partAt(architecture, place)))
    expect(names).toEqual(['Block 2', 'GRU 2', 'Head'])
  })
})
