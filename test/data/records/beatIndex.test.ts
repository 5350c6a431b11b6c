import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { readBeatIndex } from '../../../electron/data/records/beatIndex.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const header = 'split,row,record,sample,symbol,label'

function read(text: string | Uint8Array) {
  const path = join(temporaryFolder(), 'index.csv')
  writeFileSync(path, text)
  return readBeatIndex(path)
}

describe('an index of beats', () => {
  const text = `${header}\ntest,0,100,77,N,0\ntrain,1,201,370,V,2\r\ntrain,0,100,2 0,N,0\n`.replace('2 0', '20')

  it.each([
    ['plain', text],
    ['gzip', gzipSync(text)],
  ])('is read %s, training file first, each file by its rows', async (_, bytes) => {
    const { rows, source } = await read(bytes)
    expect(rows.map(({ part, row, record, sample, label, line }) => [part, row, record, sample, label, line])).toEqual([
      [0, 0, '100', 20, 0, 4],
      [0, 1, '201', 370, 2, 3],
      [1, 0, '100', 77, 0, 2],
    ])
    expect(source).toMatchObject({ name: 'index.csv', bytes: bytes.length })
  })

  it.each([
    ['another header', 'row,split\n', /line 1: it is not the header/],
    ['no rows', `${header}\n`, /line 2: there are no rows/],
    ['an unknown part', `${header}\nvalidation,0,100,1,N,0\n`, /line 2: "validation" is neither train nor test/],
    ['a label beyond the classes', `${header}\ntrain,0,100,1,N,5\n`, /line 2: "5" is no label/],
    ['a sample that is no number', `${header}\ntrain,0,100,1,N,0\ntrain,1,100,x,N,0\n`, /line 3: "x" is no sample/],
    ['a missing field', `${header}\ntrain,0,100,1,N\n`, /line 2: "" is no label/],
    ['a field too many', `${header}\ntrain,0,100,1,N,0,0\n`, /line 2: it is not split,row/],
    [
      'a row twice',
      `${header}\ntrain,0,100,1,N,0\ntrain,0,100,2,N,0\n`,
      /line 3: row 0 of the training file stands in line 2/,
    ],
    ['a beat twice', `${header}\ntrain,0,100,1,N,0\ntest,0,100,1,N,0\n`, /line 3: the beat at sample 1 of record 100/],
    ['an empty line', `${header}\n\ntrain,0,100,1,N,0\n`, /line 2: it is not split,row/],
  ])('with %s is refused with its line', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(message) as string,
    })
  })
})
