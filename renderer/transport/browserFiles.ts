import { AppError, fromErrorData, type ErrorData } from '../../electron/shared/appError.ts'
import { chosenFileSchema, type ChosenFile } from '../../electron/shared/contract/bridge.ts'
import { folderOf, type SentFolder } from './sentFolder.ts'

/** The browser's file dialog; empty when the user changed their mind. */
export function pickFiles(accept: string, { multiple } = { multiple: true }): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = multiple
    input.accept = accept
    input.addEventListener('change', () => resolve([...(input.files ?? [])]))
    input.addEventListener('cancel', () => resolve([]))
    input.click()
  })
}

/** The browser's folder dialog: the files directly in the folder, without hidden ones. Null when the user changed their mind. */
export function pickFolder(): Promise<SentFolder | null> {
  return new Promise((resolve, reject) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.webkitdirectory = true
    input.addEventListener('change', () => {
      const folder = folderOf([...(input.files ?? [])])
      if (folder) resolve(folder)
      else reject(new AppError('bad-file', 'The folder is empty.', 'Choose the folder with the recordings.'))
    })
    input.addEventListener('cancel', () => resolve(null))
    input.click()
  })
}

/** Sends files one after the other to the server's private folder; `onProgress` gets the part of all bytes, 0..1. */
export async function uploadFiles(files: File[], onProgress?: (fraction: number) => void): Promise<ChosenFile[]> {
  const total = files.reduce((sum, file) => sum + file.size, 0)
  const uploaded: ChosenFile[] = []
  let done = 0
  for (const file of files) {
    const onBytes = (bytes: number) => onProgress?.(total === 0 ? 1 : (done + bytes) / total)
    uploaded.push(chosenFileSchema.parse(await sendFile(file, { onBytes })))
    done += file.size
  }
  return uploaded
}

interface SendOptions {
  onBytes(bytes: number): void
  /** Token of the folder that the file is put into. */
  folder?: string
  signal?: AbortSignal
}

/** Sends one file and ends with what the server says of it. XMLHttpRequest, since `fetch` tells nothing of an upload's progress. */
export function sendFile(file: File, { onBytes, folder, signal }: SendOptions): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const into = folder === undefined ? '' : `&folder=${encodeURIComponent(folder)}`
    request.open('POST', `upload?name=${encodeURIComponent(file.name)}${into}`)
    request.responseType = 'json'
    request.upload.addEventListener('progress', (progress) => onBytes(progress.loaded))
    request.addEventListener('load', () => {
      if (request.status === 200) resolve(request.response)
      else reject(refusal(request))
    })
    request.addEventListener('error', () => reject(new AppError('engine-lost', `Sending ${file.name} failed.`)))
    request.addEventListener('abort', () => reject(new AppError('cancelled', 'Sending was broken off.')))
    signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}

function refusal(request: XMLHttpRequest): AppError {
  const data = request.response as ErrorData | null
  return data?.code ? fromErrorData(data) : new AppError('internal', `The server answered ${request.status}.`)
}

/** Offers a file as a download. */
export function downloadFile(file: { name: string; mediaType: string; content: string | Uint8Array }): void {
  const bytes = typeof file.content === 'string' ? file.content : new Uint8Array(file.content)
  const url = URL.createObjectURL(new Blob([bytes], { type: file.mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
