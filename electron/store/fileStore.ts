import { AppError } from '../shared/appError.ts'
import type { FileFolder } from './fileFolder.ts'
import type { Artifact, ArtifactKind, ArtifactRef, ArtifactTable, FileStore } from './artifact.ts'
import { toStoreError } from './storeError.ts'

const nouns: Record<ArtifactKind, string> = {
  beats: 'beats of a data set',
  split: 'rows of a split',
  weights: 'weights of a run',
  logits: 'logits of a run',
  checkpoint: 'checkpoint of a run',
}

const remedies: Record<ArtifactKind, string> = {
  beats: 'Import the data set again from the same files: it then has the same name and place.',
  split: 'Import the data set again from the same files.',
  weights: 'Restore the file from a backup, or train the run again.',
  logits: 'Restore the file from a backup, or train the run again.',
  checkpoint: 'Restore the file from a backup, or train the run from the beginning.',
}

/** The error for an artifact whose bytes are nowhere. */
export function missingFile(artifact: ArtifactRef, path: string): AppError {
  const verb = artifact.kind === 'checkpoint' ? 'is' : 'are'
  return new AppError(
    'not-found',
    `The ${nouns[artifact.kind]} ${verb} missing: no file ${path}.`,
    remedies[artifact.kind],
  )
}

export function createFileStore(folder: FileFolder, artifacts: ArtifactTable): FileStore {
  function readArtifact(sha256: string): Uint8Array {
    if (folder.has(sha256)) return folder.read(sha256)
    const content = artifacts.content(sha256)
    if (content) return content
    throw missingFile(known(sha256), folder.pathOf(sha256))
  }

  function known(sha256: string): Artifact {
    const artifact = artifacts.find(sha256)
    if (!artifact) throw new AppError('not-found', `Nothing is stored under ${sha256}.`)
    return artifact
  }

  function materialise(sha256: string): string {
    if (!folder.has(sha256)) plainly(() => folder.putBytes(readArtifact(sha256)))
    return folder.pathOf(sha256)
  }

  function putBytes(bytes: Uint8Array, kind: ArtifactKind): ArtifactRef {
    const put = plainly(() => folder.putBytes(bytes))
    folder.hold(put.sha256)
    return { ...put, kind }
  }

  function release({ sha256 }: ArtifactRef): void {
    folder.release(sha256)
    if (!artifacts.find(sha256)) folder.remove(sha256)
  }

  async function putFile(source: string, kind: ArtifactKind): Promise<ArtifactRef> {
    try {
      return { ...(await folder.putFile(source)), kind }
    } catch (error) {
      throw toStoreError(error, folder.path)
    }
  }

  function plainly<T>(fn: () => T): T {
    try {
      return fn()
    } catch (error) {
      throw toStoreError(error, folder.path)
    }
  }

  return {
    path: folder.path,
    temporaryFolder: () => plainly(folder.temporary.newFolder),
    removeTemporary: folder.temporary.remove,
    putFile,
    putBytes,
    release,
    pathOf: folder.pathOf,
    has: artifacts.has,
    readArtifact,
    materialise,
    listMissingFiles: () => artifacts.listInFiles().filter(({ sha256 }) => !folder.has(sha256)),
  }
}

/** Said once for each missing artifact. */
export function missingWarnings(files: FileStore): string[] {
  return files.listMissingFiles().map((artifact) => {
    const { message, hint } = missingFile(artifact, files.pathOf(artifact.sha256))
    return hint === undefined ? message : `${message} ${hint}`
  })
}
