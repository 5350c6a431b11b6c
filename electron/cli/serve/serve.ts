import { existsSync } from 'node:fs'
import path from 'node:path'
import { connectEngine } from '../../client/connectEngine.ts'
import { rememberDatabase } from '../../client/databasePlaces.ts'
import { EngineLink, type Connect } from '../../client/engineLink.ts'
import { FileTokens } from '../../client/fileTokens.ts'
import { createPageDesk, type PageDesk } from '../../client/pageDesk.ts'
import type { AdmittedCommand } from '../../client/pageGate.ts'
import type { FileRef } from '../../shared/contract/commands.ts'
import type { PageNews } from '../../shared/pageProtocol.ts'
import { AppError } from '../../shared/appError.ts'
import { Sessions } from './access.ts'
import { createBrowserHost } from './browserHost.ts'
import { attachPageSockets } from './pageSockets.ts'
import { startPageServer, type PageServerParts } from './pageServer.ts'
import { doorPage } from './plainPages.ts'
import { PrivateFolder } from './privateFolder.ts'
import { Uploads } from './uploads.ts'

export interface ServeOptions {
  databasePath: string
  /** 0 takes a free one. */
  port: number
  dataFolders: readonly string[]
  /** The built page, `out/renderer`. */
  pageFolder: string
}

/** The workbench for browsers, running. */
export interface Serving {
  port: number
  /** With the token that lets the next browser in; another one after it was used. */
  address(): string
  /** A page, readable by this user only, that leads to {@link address}. */
  doorFile: string
  folder: PrivateFolder
  close(): Promise<void>
}

/**
 * Starts (or finds) the engine and serves the page to browsers of this computer.
 * @throws AppError where the page is not built, the port is taken, or the engine cannot start.
 */
export async function serve(
  options: ServeOptions,
  connect: Connect = (databasePath) => connectEngine({ databasePath }),
): Promise<Serving> {
  if (!existsSync(path.join(options.pageFolder, 'index.html'))) {
    throw new AppError('not-found', 'The page is not built.', 'Run `npm start` once, or `node scripts/build.mjs`.')
  }
  const link = await EngineLink.open(connect, options.databasePath)
  rememberDatabase(link.databasePath)
  const folder = new PrivateFolder()
  const files = new FileTokens()
  const uploads = new Uploads(folder, files)
  const desk = createDesk({ link, files, uploads, dataFolders: options.dataFolders })
  try {
    return await startServing({ options, link, folder, uploads, desk })
  } catch (error) {
    folder.remove()
    link.close()
    throw error
  }
}

interface Parts {
  options: ServeOptions
  link: EngineLink
  folder: PrivateFolder
  uploads: Uploads
  desk: PageDesk
}

async function startServing({ options, link, folder, uploads, desk }: Parts): Promise<Serving> {
  let address = ''
  const { server, port, sessions } = await startPageServer(
    { folder: options.pageFolder, receiveUpload: receiverOf(uploads) },
    options.port,
    (port) =>
      new Sessions(port, (token) => {
        address = `http://127.0.0.1:${port}/enter/${token}`
        folder.write('open.html', doorPage(address))
      }),
  )
  const sockets = attachPageSockets(server, sessions, desk, () => ({ type: 'connection', state: link.state }))
  link.onNews((news: PageNews) => sockets.tell(news))
  const close = async (): Promise<void> => {
    sockets.close()
    link.close()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    folder.remove()
  }
  return { port, address: () => address, doorFile: folder.file('open.html'), folder, close }
}

function receiverOf(uploads: Uploads): PageServerParts['receiveUpload'] {
  return (request, name, folder) =>
    folder === null ? uploads.receive(request, name) : uploads.receiveInto(folder, request, name)
}

interface DeskParts {
  link: EngineLink
  files: FileTokens
  uploads: Uploads
  dataFolders: readonly string[]
}

/** Uploads that an import has read are removed when it has finished, weights at once, since they can be large. */
function createDesk({ link, files, uploads, dataFolders }: DeskParts): PageDesk {
  const readByJob = new Map<number, string[]>()
  link.onNews((news) => {
    if (news.type !== 'event' || news.event !== 'job.change') return
    const { id, state } = news.data as { id: number; state: string }
    if (state !== 'finished') return
    void forgetAll(uploads, readByJob.get(id) ?? [])
    readByJob.delete(id)
  })
  return createPageDesk({
    link,
    files,
    serveHostRequest: createBrowserHost({ link, files, uploads, dataFolders }),
    onAnswered: (admitted, output) => {
      if (admitted.command === 'run.importWeights') void forgetAll(uploads, pathsOf(admitted.input.file))
      const read = readByImport(admitted)
      if (read.length > 0) readByJob.set((output as { id: number }).id, read)
    },
  })
}

/** The files and folders that a command's job reads. */
function readByImport(admitted: AdmittedCommand): string[] {
  if (admitted.command === 'dataset.import') return pathsOf(admitted.input.train, admitted.input.test)
  if (admitted.command !== 'dataset.importRecords') return []
  const { folder, index } = admitted.input
  return index === undefined || index === 'in-folder' ? pathsOf(folder) : pathsOf(folder, index)
}

function pathsOf(...refs: FileRef[]): string[] {
  return refs.flatMap((ref) => ('path' in ref ? [ref.path] : []))
}

async function forgetAll(uploads: Uploads, paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((file) => uploads.forget(file)))
}
