import { writeFileSync } from 'node:fs'
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { EngineClient } from '../client/connectEngine.ts'
import { beatClasses } from '../shared/beatClass.ts'
import type { ExplanationRequest } from '../shared/explanation.ts'
import { explanationCaption, explanationHeading } from '../shared/figures/heatMapCaption.ts'
import { heatMapColours } from '../shared/figures/heatMapColours.ts'
import { heatMapSvg } from '../shared/figures/heatMapFigure.ts'
import { partSchema, type Part } from '../shared/split.ts'
import type { Context } from './context.ts'
import { findDataSet } from './findByName.ts'
import { wholeNumber } from './usageError.ts'

interface ExplainOptions {
  part: Part
  row: number
  class?: number
  layer?: string
  format: 'json' | 'svg'
  out?: string
}

/** `explain`: the map of one beat, as numbers or as a figure. */
export function addExplainCommand(program: Command, context: Context): void {
  program
    .command('explain')
    .argument('<run>', 'its number, see `run list`', wholeNumber(1))
    .description('Grad-CAM of one beat')
    .addOption(new Option('--part <part>', 'where the beat is').choices(partSchema.options).makeOptionMandatory())
    .requiredOption('--row <k>', 'number of the beat, as `run predictions` gives it under row', wholeNumber(0))
    .option('--class <class>', 'N, S, V, F, Q or 0-4; else the predicted one', readClass)
    .option('--layer <layer>', 'a convolution as block1.conv; else the first')
    .addOption(new Option('--format <format>', 'of the output').choices(['json', 'svg']).default('json'))
    .option('--out <file>', 'where to; else standard output')
    .action(async (runId: number, options: ExplainOptions) => {
      const text = await context.withEngine((client) => explain(client, runId, options))
      if (options.out === undefined) context.terminal.print(text)
      else writeFileSync(options.out, text)
    })
}

/** Either form holds a beat, so either names its source and licence. */
async function explain(client: EngineClient, runId: number, options: ExplainOptions): Promise<string> {
  const explanation = await client.invoke('explain.map', requestOf(runId, options))
  const run = await client.invoke('run.get', { id: runId })
  const dataSet = await findDataSet(client, run.dataSetName)
  const { licence, attribution } = dataSet.provenance
  if (options.format === 'json') return `${JSON.stringify({ ...explanation, licence, attribution }, null, 2)}\n`
  return heatMapSvg(explanation, {
    width: 960,
    height: 470,
    colours: heatMapColours.light,
    heading: explanationHeading(explanation),
    caption: explanationCaption(explanation, run, { licence, attribution }),
  })
}

function requestOf(runId: number, options: ExplainOptions): ExplanationRequest {
  return {
    runId,
    part: options.part,
    row: options.row,
    ...(options.class === undefined ? {} : { targetClass: options.class }),
    ...(options.layer === undefined ? {} : { layer: options.layer }),
  }
}

function readClass(text: string): number {
  const byLetter = beatClasses.findIndex((letter) => letter === text.toUpperCase())
  if (byLetter >= 0) return byLetter
  if (/^[0-4]$/.test(text)) return Number(text)
  throw new InvalidArgumentError('A class is one of N, S, V, F, Q or 0 to 4.')
}
