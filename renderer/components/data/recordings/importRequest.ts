import type { SymbolMapping } from '../../../../electron/shared/beatSymbol.ts'
import type { Input } from '../../../../electron/shared/contract/commands.ts'
import type { ExtractionRule } from '../../../../electron/shared/extraction.ts'
import type { WfdbFolder } from '../../../../electron/shared/wfdbFolder.ts'

/** All that was chosen for an import. */
export interface ImportOptions {
  folderToken: string
  annotator: string
  rule: ExtractionRule
  mapping: SymbolMapping
  content: Pick<WfdbFolder, 'records' | 'bad'> | null
  /** Names of the chosen records. */
  chosen: readonly string[]
  skipBad: boolean
  /** Names typed for the persons of records. */
  persons: Readonly<Record<string, string>>
  /** `none`, `in-folder`, or the token of an index file. */
  index: string | null
  name: string
}

/**
 * What the engine is asked for. Records that cannot be read are asked for as well, so that it writes down that they were left
 * out, and why; records that were not chosen are not.
 */
export function importRequest(options: ImportOptions): Input<'dataset.importRecords'> {
  const { content, chosen, persons, index } = options
  const bad = content?.bad.map(({ record }) => record) ?? []
  const isAll = chosen.length === content?.records.length
  const named = Object.entries(persons).filter(([record, person]) => person.trim() !== '' && chosen.includes(record))
  return {
    name: options.name.trim(),
    folder: { token: options.folderToken },
    annotator: options.annotator,
    ...(index === 'none' || index === null ? {} : { index: index === 'in-folder' ? index : { token: index } }),
    rule: options.rule,
    mapping: { ...options.mapping },
    ...(isAll ? {} : { records: [...chosen, ...bad] }),
    skipBad: options.skipBad,
    persons: Object.fromEntries(named),
  }
}
