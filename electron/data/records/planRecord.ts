import { join, posix } from 'node:path'
import { planSegments } from '../wfdb/readSegments.ts'
import { planSignals } from '../wfdb/planSignals.ts'
import { readHeaderFile, type HeaderText, type WfdbSignal } from '../wfdb/readHeader.ts'

/** What a record is by its headers; its signal files are there and long enough. */
export interface RecordPlan {
  header: HeaderText
  signals: WfdbSignal[]
  frameCount: number
  /** Where its files lie. */
  folder: string
  /** Names in that folder: its own header first, then those of segments. */
  headerFiles: string[]
  signalFiles: string[]
}

/** Where a record's files lie, and what they are called: its name may have folders before it. */
export function placeOfRecord(folder: string, record: string): { folder: string; name: string } {
  return { folder: join(folder, posix.dirname(record)), name: posix.basename(record) }
}

/**
 * Looks at a record without reading its signals.
 *
 * @throws AppError `not-found` or `bad-file` that names the file and what is wrong with it
 */
export async function planRecord(root: string, record: string): Promise<RecordPlan> {
  const { folder, name } = placeOfRecord(root, record)
  const header = await readHeaderFile(folder, name)
  const headerFile = `${name}.hea`
  if (!header.segments) {
    const { groups, frameCount } = await planSignals(folder, header, headerFile)
    const signalFiles = groups.flatMap(({ file }) => file?.name ?? [])
    return { header, signals: header.signals, frameCount, folder, headerFiles: [headerFile], signalFiles }
  }
  const { signals, frameCount, placed } = await planSegments(folder, header, name)
  const segments = header.segments.filter((segment) => segment.name !== '~').map((segment) => `${segment.name}.hea`)
  const files = placed.flatMap(({ plan }) => plan.groups.flatMap(({ file }) => file?.name ?? []))
  return {
    header,
    signals,
    frameCount,
    folder,
    headerFiles: [headerFile, ...new Set(segments)],
    signalFiles: [...new Set(files)],
  }
}
