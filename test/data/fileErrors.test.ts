import { describe, expect, it } from 'vitest'
import { AppError } from '../../electron/shared/appError.ts'
import { explainFileError, withFileErrors } from '../../electron/data/fileErrors.ts'

const systemError = (code: string) => Object.assign(new Error(`${code}: write`), { code })

describe('errors of the file system', () => {
  it.each([
    ['ENOSPC', 'disk-full', /beats: the disk is full/],
    ['EDQUOT', 'disk-full', /quota/],
    ['EROFS', 'read-only', /read-only/],
    ['EACCES', 'read-only', /permission/],
    ['ENOENT', 'not-found', /does not exist/],
  ])('%s is told as %s, with the file and what to do', async (code, told, message) => {
    const error = await withFileErrors('beats', () => Promise.reject(systemError(code))).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: told, message: expect.stringMatching(message) as string })
    expect((error as AppError).hint).toBeTruthy()
  })

  it('that nobody can mend stay what they are', () => {
    const defect = new TypeError('x is undefined')
    expect(explainFileError('beats', defect)).toBe(defect)
    expect(explainFileError('beats', systemError('EMFILE'))).toMatchObject({ code: 'EMFILE' })
  })
})
