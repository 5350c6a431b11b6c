import { publishedBeatLength } from '../../../electron/shared/architecture.ts'
import { summarise } from '../../../electron/shared/networkSummary.ts'
import { blocksText } from '../../../electron/shared/studyExport/scoreText.ts'
import { markdownTable } from './markdown.ts'
import { rowOf, type StudyReport } from './report.ts'

/** What Model 5's convolutions were printed with; the formula of the other rows gives more. */
const printed: Record<string, string> = { 'Model 5': ' (printed as 384)' }

const count = (value: number) => value.toLocaleString('en-US')

/** Designs and parameter counts of the study's variants. */
export function designTable({ validation, runs }: StudyReport): string {
  const rows = validation.rows.flatMap(({ name }) => {
    const run = runs.find(({ variantName }) => variantName === name)
    return run
      ? [{ ...rowOf(validation, name), conv: summarise(run.architecture, publishedBeatLength).parameters.conv }]
      : []
  })
  return markdownTable(rows, [
    { title: 'Model', read: ({ name }) => name },
    { title: 'Blocks', read: ({ depth }) => String(depth), align: 'right' },
    { title: 'Filters', read: ({ filters }) => blocksText(filters) },
    { title: 'Kernels', read: ({ kernelSizes }) => blocksText(kernelSizes) },
    {
      title: 'Convolution parameters',
      read: ({ name, conv }) => `${count(conv)}${printed[name] ?? ''}`,
      align: 'right',
    },
    { title: 'All parameters', read: ({ parameters }) => count(parameters), align: 'right' },
    { title: 'Multiplications a beat', read: ({ macs }) => count(macs), align: 'right' },
  ])
}
