import type { EngineClient } from '../client/connectEngine.ts'
import { beatClasses } from '../shared/beatClass.ts'
import type { DataSet } from '../shared/dataSet.ts'
import type { DataSetComparison, UnmatchedRow } from '../shared/dataSetComparison.ts'
import { printRows, type Context } from './context.ts'
import { findDataSet } from './findByName.ts'
import { NegativeResult } from './negativeResult.ts'

/**
 * Prints how two data sets differ as multisets of rows; the last line is `N rows differ`.
 * @throws NegativeResult where one does.
 */
export async function compareDataSets(client: EngineClient, context: Context, names: [string, string]): Promise<void> {
  const [a, b] = [await findSet(client, names[0]), await findSet(client, names[1])]
  const comparison = await client.invoke('dataset.compare', { a: a.id, b: b.id })
  printRows(context, comparison, () => describeComparison(comparison, [a.name, b.name]))
  if (comparison.differing > 0) throw new NegativeResult()
}

/** By name, `#id`, or the id alone where no data set is called so. */
async function findSet(client: EngineClient, text: string): Promise<DataSet> {
  const isName = (await client.invoke('dataset.list', {})).some(({ name }) => name === text)
  return findDataSet(client, /^\d+$/.test(text) && !isName ? `#${text}` : text)
}

/** The comparison as lines of text. */
export function describeComparison(comparison: DataSetComparison, [nameA, nameB]: [string, string]): string {
  const { a, b, equal, differing, hasSameOrder } = comparison
  return [
    ...[a, b].map(
      ({ beats, beatLength, sampleRateHz }, i) =>
        `${i === 0 ? nameA : nameB}: ${beats} beats of ${beatLength} samples at ${sampleRateHz} Hz`,
    ),
    `${equal} rows are equal bit for bit, with the same label${hasSameOrder ? ', in the same order' : ''}`,
    ...describeSide(a, `only in ${nameA}`),
    ...describeSide(b, `only in ${nameB}`),
    ...(differing > 0
      ? [`The larger of ${a.only} only in ${nameA} and ${b.only} only in ${nameB} is how many rows differ:`]
      : []),
    `${differing} rows differ`,
  ].join('\n')
}

function describeSide({ only, onlyByClass, relabelled, examples }: DataSetComparison['a'], where: string): string[] {
  if (only === 0) return []
  const counts = beatClasses.map((name, label) => `${name} ${onlyByClass[label]}`).join(', ')
  const labels = relabelled === 0 ? '' : `; of these the other has ${relabelled} with another label`
  return [
    `${only} ${where}: ${counts}${labels}`,
    ...examples.map((row) => `  ${describeRow(row)}`),
    ...(only > examples.length ? [`  and ${only - examples.length} more`] : []),
  ]
}

/** Beats of recordings are known by record and sample; a row of a file is only told where there is no more. */
function describeRow({ row, label, record, recordSample, sourcePart, sourceRow, isRelabelled }: UnmatchedRow): string {
  const inFile = `${sourcePart} file row ${sourceRow}`
  const origin = record === null ? inFile : `record ${record} sample ${recordSample ?? `unknown, ${inFile}`}`
  return `row ${row}: ${beatClasses[label]}, ${origin}${isRelabelled ? ' (other label)' : ''}`
}
