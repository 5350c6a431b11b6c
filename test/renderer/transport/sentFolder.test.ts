import { describe, expect, it } from 'vitest'
import { folderOf } from '../../../renderer/transport/sentFolder.ts'

const file = (webkitRelativePath: string) => ({ name: webkitRelativePath.split('/').at(-1)!, webkitRelativePath })

describe('a folder that a dialog gave', () => {
  it('is sent as its own name and the plain names of what lies directly in it', () => {
    const folder = folderOf([file('mitdb/100.hea'), file('mitdb/100.dat'), file('mitdb/more/101.hea')])
    expect(folder?.name).toBe('mitdb')
    expect(folder?.files.map(({ name }) => name)).toEqual(['100.hea', '100.dat'])
  })

  it('leaves hidden files where they are', () => {
    expect(folderOf([file('mitdb/.DS_Store'), file('mitdb/._100.hea'), file('mitdb/100.hea')])?.files).toHaveLength(1)
  })

  it('is nothing where it is empty', () => {
    expect(folderOf([])).toBeNull()
  })
})
