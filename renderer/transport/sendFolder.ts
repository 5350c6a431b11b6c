import { chosenFolderSchema, type ChosenFolder, type Sending } from '../../electron/shared/contract/bridge.ts'
import { AppError } from '../../electron/shared/appError.ts'
import type { HostRequest } from '../../electron/shared/pageProtocol.ts'
import { isHeaderName, noRecordsIn } from '../../electron/shared/recordFolder.ts'
import { sendFile } from './browserFiles.ts'
import type { SentFolder } from './sentFolder.ts'

/**
 * Sends the files of a folder, one after the other, into one folder of the server's.
 * @throws AppError `bad-file` before anything is sent where no record is in it; `cancelled` when it was broken off. What was
 * sent until then is removed.
 */
export async function sendFolder(
  { name, files }: SentFolder,
  ask: (request: HostRequest) => Promise<unknown>,
  { onProgress, signal }: Sending,
): Promise<ChosenFolder> {
  const headers = files.filter((file) => isHeaderName(file.name)).length
  if (headers === 0) throw noRecordsIn(name)
  const opened = chosenFolderSchema.parse(await ask({ kind: 'openSentFolder', name }))
  const total = Math.max(
    1,
    files.reduce((sum, file) => sum + file.size, 0),
  )
  let done = 0
  try {
    for (const file of files) {
      if (signal.aborted) throw new AppError('cancelled', 'Sending was broken off.')
      const onBytes = (bytes: number) => onProgress((done + bytes) / total)
      await sendFile(file, { folder: opened.token, signal, onBytes })
      done += file.size
    }
  } catch (error) {
    // Where the connection is lost, the server removes it when it ends.
    await ask({ kind: 'forgetSent', token: opened.token }).catch(() => undefined)
    throw error
  }
  return { ...opened, headers }
}
