import { AppError } from '../../shared/appError.ts'
import { problemOfMapping } from '../../shared/beatSymbol.ts'
import type { ParsedInput } from '../../shared/contract/commands.ts'
import { problemOfRule } from '../../shared/extraction.ts'
import type { RecordsSpec } from '../../shared/importProtocol.ts'
import type { EngineContext } from '../context.ts'
import type { Handlers } from '../handlers.ts'
import { importJob } from '../jobs/importJob.ts'
import { askImporter } from '../jobs/runImport.ts'
import { localPathOf } from '../localFile.ts'

type Names = 'dataset.readFolder' | 'dataset.importRecords' | 'dataset.compare' | 'dataset.file'

/** Original recordings, and what was made of them. */
export function recordCommands(context: EngineContext): Pick<Handlers, Names> {
  const { store, jobs, importer } = context

  /** @throws AppError `not-found` where not all of the samples are in this database. */
  function wholeFile(id: number): { path: string; sha256: string; bytes: number } {
    const { name, sha256, bytes, beats, beatsHere } = store.dataSets.get(id)
    if (beatsHere === beats) return { path: store.files.materialise(sha256), sha256, bytes }
    throw new AppError(
      'not-found',
      `Of the ${beats} beats of "${name}", the samples of ${beatsHere} are in this database.`,
      'Import the same files to bring the others back.',
    )
  }

  return {
    'dataset.readFolder': ({ folder, annotator }) =>
      askImporter(importer, { type: 'readFolder', folder: localPathOf(folder), annotator }),
    'dataset.importRecords': (input) =>
      jobs.start(
        importJob(context, {
          kind: 'import',
          title: `Import "${input.name}"`,
          name: input.name,
          spec: { kind: 'records', ...recordsSpecOf(input) },
        }),
      ),
    'dataset.compare': ({ a, b }) =>
      askImporter(importer, { type: 'compare', a: wholeFile(a).path, b: wholeFile(b).path }),
    'dataset.file': ({ id }) => wholeFile(id),
  }
}

/** @throws AppError `bad-input` for what no record could be cut by. */
function recordsSpecOf({
  name: _name,
  folder,
  index,
  records,
  ...rest
}: ParsedInput<'dataset.importRecords'>): RecordsSpec {
  const problem = problemOfRule(rest.rule) ?? problemOfMapping(rest.mapping)
  if (problem !== null) throw new AppError('bad-input', problem)
  return {
    ...rest,
    folder: localPathOf(folder),
    index: index === undefined ? null : index === 'in-folder' ? index : { path: localPathOf(index) },
    records: records ?? null,
  }
}
