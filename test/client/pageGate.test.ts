import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileTokens } from '../../electron/client/fileTokens.ts'
import { admitPageCommand } from '../../electron/client/pageGate.ts'
import { commands, type CommandName } from '../../electron/shared/contract/commands.ts'
import { folderForFile } from '../support/folderForFile.ts'

const folder = folderForFile()

describe('the gate for pages', () => {
  it('swaps tokens of chosen files for their paths', async () => {
    const files = new FileTokens()
    const file = path.join(folder, 'mitbih_train.csv')
    writeFileSync(file, 'x')
    const { token, name, bytes } = await files.offer(file)
    expect({ name, bytes }).toEqual({ name: 'mitbih_train.csv', bytes: 1 })
    expect(token).not.toContain(folder)
    const input = { name: ' a ', train: { token }, test: { token } }
    expect(admitPageCommand('dataset.import', input, files)).toEqual({
      command: 'dataset.import',
      input: { name: 'a', train: { path: file }, test: { path: file } },
    })
    const weights = { variantId: 1, seed: 2, file: { token } }
    expect(admitPageCommand('run.importWeights', weights, files)).toEqual({
      command: 'run.importWeights',
      input: { variantId: 1, seed: 2, file: { path: file } },
    })
  })

  it.each([{ path: '/etc/passwd' }, { path: '/etc/passwd', token: 'x' }, { token: 'guessed' }, { token: '__proto__' }])(
    'refuses the file %j',
    (file) => {
      const input = { name: 'a', train: file, test: file }
      expect(() => admitPageCommand('dataset.import', input, new FileTokens())).toThrow()
      const weights = { variantId: 1, seed: 2, file }
      expect(() => admitPageCommand('run.importWeights', weights, new FileTokens())).toThrow()
    },
  )

  it('gives the same file the same token, and a folder none', async () => {
    const files = new FileTokens()
    const file = path.join(folder, 'same.csv')
    writeFileSync(file, '')
    expect((await files.offer(file)).token).toBe((await files.offer(file)).token)
    await expect(files.offer(folder)).rejects.toMatchObject({ code: 'bad-file' })
    await expect(files.offer(path.join(folder, 'missing.csv'))).rejects.toMatchObject({ code: 'bad-file' })
  })

  it('gives a folder of recordings a token, and one without any none', async () => {
    const files = new FileTokens()
    const recordings = path.join(folder, 'recordings')
    mkdirSync(recordings)
    await expect(files.offerFolder(recordings)).rejects.toMatchObject({ code: 'bad-file' })
    writeFileSync(path.join(recordings, '100.hea'), '')
    const { token, ...rest } = await files.offerFolder(recordings)
    expect(rest).toEqual({ name: 'recordings', headers: 1 })
    expect(token).not.toContain(folder)
    expect(admitPageCommand('dataset.readFolder', { folder: { token } }, files)).toEqual({
      command: 'dataset.readFolder',
      input: { folder: { path: recordings }, annotator: 'atr' },
    })
    const import_ = { name: 'a', folder: { token }, rule: { kind: 'published' as const } }
    expect(admitPageCommand('dataset.importRecords', import_, files).input).toMatchObject({
      folder: { path: recordings },
    })
    await expect(files.offerFolder(path.join(recordings, '100.hea'))).rejects.toMatchObject({ code: 'bad-file' })
    await expect(files.offerFolder(path.join(folder, 'missing'))).rejects.toMatchObject({ code: 'bad-file' })
  })

  it.each([{ path: '/etc' }, { token: 'guessed' }])('refuses the folder %j', (ref) => {
    const rule = { kind: 'published' }
    const files = new FileTokens()
    expect(() => admitPageCommand('dataset.readFolder', { folder: ref }, files)).toThrow()
    expect(() => admitPageCommand('dataset.importRecords', { name: 'a', folder: ref, rule }, files)).toThrow()
  })

  it.each(['run.delete.all', 'toString', '__proto__', 'constructor', '', 7, null, undefined])(
    'knows no command %s',
    (command) => {
      expect(() => admitPageCommand(command, {}, new FileTokens())).toThrow('There is no command')
    },
  )

  it.each(['run.weights', 'dataset.file', 'engine.shutdown'])('keeps %s to programs of this computer', (command) => {
    expect(() => admitPageCommand(command, { id: 1 }, new FileTokens())).toThrow('is not for pages')
  })

  it('drops what the contract does not name and fills in defaults', () => {
    const admitted = admitPageCommand('study.table', { id: 1, sql: 'drop table run' }, new FileTokens())
    expect(admitted.input).toEqual({ id: 1, part: 'test' })
  })

  it('says which field is wrong', () => {
    const input = { name: 'a', beats: 1, seed: 0 }
    expect(() => admitPageCommand('dataset.generate', input, new FileTokens())).toThrow(/beats/)
  })

  it('lets no command but the closed ones and imports pass unlike the contract says', () => {
    const names = Object.keys(commands) as CommandName[]
    const withoutInput = names.filter((name) => commands[name].input.safeParse({}).success)
    const passing = withoutInput.filter((name) => name !== 'engine.shutdown')
    for (const name of passing) expect(admitPageCommand(name, {}, new FileTokens()).command).toBe(name)
    for (const name of names) expect(() => admitPageCommand(name, 'no object', new FileTokens())).toThrow()
  })
})
