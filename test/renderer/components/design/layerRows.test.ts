import { describe, expect, it } from 'vitest'
import { recurrentOf } from '../../../../electron/shared/architecture.ts'
import { summarise } from '../../../../electron/shared/networkSummary.ts'
import { presetOf, publishedArchitecture } from '../../../../electron/shared/preset.ts'
import { layerRows } from '../../../../renderer/components/design/layerRows.ts'

const rowsOf = (architecture: ReturnType<typeof publishedArchitecture>) =>
  layerRows(architecture, summarise(architecture, 187))

describe('layerRows', () => {
  it('adds up to the parameters and MACs of every preset', () => {
    for (const preset of ['published-11', 'cnn-lstm', 'recurrent-add-norm', 'kachuee-2018']) {
      for (const { architecture } of presetOf(preset).variants()) {
        const rows = rowsOf(architecture)
        const { parameters, macs } = summarise(architecture, 187)
        expect(rows.reduce((sum, row) => sum + row.parameters, 0)).toBe(parameters.total)
        expect(rows.reduce((sum, row) => sum + row.macs, 0)).toBe(macs)
      }
    }
  })

  it('puts a join on its own line, which chooses its block', () => {
    const rows = rowsOf(presetOf('kachuee-2018').variants()[0]!.architecture)
    expect(rows.slice(1, 4).map(({ name, place, operation }) => [name, place, operation])).toEqual([
      ['Block 2', 1, 'Conv k5, ReLU'],
      ['Block 3', 2, 'Conv k5, add, ReLU, max pool 5 s2'],
      ['Join', 2, '+ input of Block 2'],
    ])
  })

  it('counts the convolution and the norm of a join there and not in its layer', () => {
    const lstm = recurrentOf({ cell: 'lstm', units: 16, join: { type: 'add-norm' } })
    const rows = rowsOf({ ...publishedArchitecture(1), recurrent: [lstm] })
    expect(rows[1]).toMatchObject({ name: 'LSTM 1', place: 1, operation: 'LSTM 16, add & norm', receptiveField: null })
    expect(rows[1]?.parameters).toBe(4 * 16 * (32 + 16 + 2))
    expect(rows[2]).toMatchObject({ name: 'Join', operation: '+ input of LSTM 1 by conv k1, layer norm' })
    expect(rows[2]?.parameters).toBe((32 + 1) * 16 + 2 * 16)
  })

  it('sends dense layers to the head, behind blocks and recurrent layers', () => {
    const rows = rowsOf({ ...publishedArchitecture(6), recurrent: [recurrentOf({ cell: 'rnn', units: 8 })] })
    expect(rows.map(({ name, place }) => `${name} ${place}`)).toEqual([
      'Block 1 0',
      'Block 2 1',
      'RNN 1 2',
      'Dense 1 3',
      'Dense 2 3',
    ])
  })
})
