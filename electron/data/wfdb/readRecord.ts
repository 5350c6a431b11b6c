import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../shared/appError.ts'
import { withFileErrors } from '../fileErrors.ts'
import { readAnnotations } from './readAnnotations.ts'
import type { WfdbAnnotation } from './readAnnotations.ts'
import { readFormat212, sumSamples } from './readFormat212.ts'
import { readHeader } from './readHeader.ts'
import type { WfdbHeader } from './readHeader.ts'

export interface WfdbRecord {
  header: WfdbHeader
  /** ADC units, one array per channel. */
  signals: Int16Array[]
  annotations: WfdbAnnotation[]
}

/**
 * Reads a record whose channels share one file of format 212, with its annotations; checksums are compared.
 *
 * @param annotator the annotation file's suffix, or its whole name where it differs from the record's
 * @throws AppError `not-found`, or `bad-file` that names the file and what is wrong with it
 */
export async function readRecord(folder: string, name: string, annotator = 'atr'): Promise<WfdbRecord> {
  const read = (file: string) => withFileErrors(file, () => readFile(join(folder, file)))
  const header = readHeader((await read(`${name}.hea`)).toString('latin1'), `${name}.hea`)
  const [first] = header.signals
  if (!first || header.signals.some(({ format, fileName }) => format !== 212 || fileName !== first.fileName)) {
    throw new AppError('bad-file', `${name}.hea: only channels in one file of format 212 can be read.`)
  }
  const signals = readFormat212(await read(first.fileName), header.signals.length, first.fileName)
  signals.forEach((signal, channel) => {
    const { checksum } = header.signals[channel]!
    if (checksum !== null && checksum !== sumSamples(signal)) {
      throw new AppError('bad-file', `${first.fileName}: channel ${channel} does not have the checksum ${checksum}.`)
    }
  })
  const annotationFile = annotator.includes('.') ? annotator : `${name}.${annotator}`
  return { header, signals, annotations: readAnnotations(await read(annotationFile), annotationFile) }
}
