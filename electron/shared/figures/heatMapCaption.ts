import { beatClasses, beatClassNames, type BeatClass } from '../beatClass.ts'
import type { Explanation } from '../explanation.ts'
import type { Run } from '../run.ts'
import { runName } from '../seedText.ts'
import { blankSpans } from './mapCells.ts'
import { wrapText } from './wrapText.ts'

/** What fits under a figure of 960 pixels. */
const captionCharacters = 150

/** What stands over an exported map: the beat, and what the network made of it. */
export function explanationHeading(explanation: Explanation): string {
  const { label, predicted, probabilities } = explanation
  const probability = (probabilities[predicted] ?? 0).toFixed(2)
  const verdict = predicted === label ? '' : ', wrong'
  return `${className(label)} beat (${letter(label)}), predicted ${letter(predicted)}, p = ${probability}${verdict}`
}

/** Whose beat it is: an export that holds one names its source and licence. */
export interface BeatSource {
  licence: string
  attribution: string
}

/** What stands under an exported map: where the beat and the map come from, and what they are not for. */
export function explanationCaption(
  explanation: Explanation,
  run: Pick<Run, 'variantName' | 'seed' | 'fold' | 'foldCount' | 'id' | 'studyName'>,
  source: BeatSource,
): string[] {
  const { record, recordSample, part, row, layer, map, cellSamples, sampleRateHz, targetClass } = explanation
  const padding = explanation.amplitude === 'unit' ? ' Hatched: zero padding.' : ''
  const cellMs = Math.round((cellSamples / sampleRateHz) * 1000)
  const place = record === null ? '' : `, record ${record}${recordSample === null ? '' : `, sample ${recordSample}`}`
  const blank = blankSpans(explanation).length === 0 ? '' : ' Grey: no cell stands there.'
  const empty = explanation.rawMaximum === 0 ? ' The map is empty: every weighted sum is negative.' : ''
  return [
    ...wrap(
      `Grad-CAM of class ${letter(targetClass)} at ${layer} (${map.length} cells, one is ${cellMs} ms), scaled to its maximum, not smoothed.${blank}${empty}`,
    ),
    `${runName(run)}, run ${run.id} of “${run.studyName}”. Row ${row} of the ${part} part${place}.${padding}`,
    ...wrap(`Data: ${source.attribution.split('\n')[0] ?? ''} Licence: ${source.licence}.`),
    'For research and teaching, not for diagnosis.',
  ]
}

const wrap = (text: string): string[] => wrapText(text, captionCharacters)

function letter(label: number): BeatClass | '?' {
  return beatClasses[label] ?? '?'
}

function className(label: number): string {
  const name = beatClasses[label]
  return name === undefined ? 'Unlabelled' : beatClassNames[name]
}
