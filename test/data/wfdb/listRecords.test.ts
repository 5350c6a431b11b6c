import { describe, expect, it } from 'vitest'
import { join } from 'node:path'
import { listRecords } from '../../../electron/data/wfdb/readRecord.ts'
import { writeFiles } from './writeFiles.ts'

describe('the records of a folder', () => {
  it('are those of its list, sorted and each once', async () => {
    const folder = writeFiles({ RECORDS: '\n101\r\n100\np1/102 \n100\n', '999.hea': '999 0' })
    expect(await listRecords(folder)).toEqual(['100', '101', 'p1/102'])
  })

  it('are without a list all headers that are no segment of another, also damaged ones', async () => {
    const folder = writeFiles({
      ...{ 'm.hea': 'm/4 1 250\nm_layout 0\nm_1 5\n~ 7\nm_2 5', 'm_layout.hea': 'm_layout 1\n~ 0', 'm_1.hea': 'm_1 0' },
      ...{
        'm_2.hea': 'm_2 0',
        'self.hea': 'self/1 1 250\nself 5',
        'damaged.hea': '?',
        '100.hea': '100 0',
        'x.dat': '',
      },
    })
    expect(await listRecords(folder)).toEqual(['100', 'damaged', 'm', 'self'])
  })

  it('are none in an empty folder', async () => {
    expect(await listRecords(writeFiles({}))).toEqual([])
  })

  it('are refused where the list leads out of the folder, or names folders', async () => {
    await expect(listRecords(writeFiles({ RECORDS: '100\n../101' }))).rejects.toThrow(/^RECORDS, line 2: "\.\.\/101"/)
    await expect(listRecords(writeFiles({ RECORDS: 'p00/\n' }))).rejects.toThrow(
      /^RECORDS, line 1: "p00\/" is no record/,
    )
  })

  it('are refused where there is no folder', async () => {
    await expect(listRecords(join(writeFiles({}), 'none'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(listRecords(join(writeFiles({ file: '' }), 'file'))).rejects.toMatchObject({ code: 'bad-file' })
  })
})
