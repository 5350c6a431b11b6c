import type { Architecture } from '../../../../electron/shared/architecture.ts'
import type { NetworkRow } from '../../../../electron/shared/networkSummary.ts'

/** What stands above and below one map. */
export interface MapLabel {
  name: string
  /** Filters and kernel, or the channels of a recurrent layer. */
  second: string
  /** In place of both where there is no room. */
  short: string
  /** Pixels that name and second line take. */
  width: number
  length: string
  /** How the length came from that of the map before: "÷ 2", "− 4". */
  shortened: string
}

/** Pixels of a letter in Inter at 12 px, semibold, and at 11 px, about. */
const letter = { name: 7.2, second: 6 }

/** Labels of the maps of blocks and recurrent layers, in order. */
export function mapLabels(architecture: Architecture, rows: readonly NetworkRow[]): MapLabel[] {
  return rows
    .filter((row) => row.kind !== 'dense')
    .map((row, place) => {
      const texts = row.kind === 'block' ? blockTexts(architecture, row.index) : recurrentTexts(architecture, row.index)
      return {
        ...texts,
        width: 4 + Math.max(letter.name * texts.name.length, letter.second * texts.second.length),
        length: String(row.conv.length),
        shortened: place === 0 ? firstText(row) : shortenedText(architecture, row, rows[place - 1]),
      }
    })
}

type Texts = Pick<MapLabel, 'name' | 'second' | 'short'>

function blockTexts({ blocks }: Architecture, index: number): Texts {
  const block = blocks[index]
  return {
    name: `Conv ${index + 1}`,
    second: block ? `${block.filters} × k${block.kernelSize}` : '',
    short: String(index + 1),
  }
}

function recurrentTexts({ recurrent }: Architecture, index: number): Texts {
  const layer = recurrent[index]
  if (!layer) return { name: '', second: '', short: '' }
  const name = `${layer.cell.toUpperCase()} ${layer.units}`
  return layer.bidirectional
    ? { name: `${name} ⇄`, second: `${2 * layer.units} ch`, short: `R${index + 1}` }
    : { name, second: 'over time', short: `R${index + 1}` }
}

function firstText({ input, conv }: NetworkRow): string {
  return input.length === conv.length ? 'samples' : `of ${input.length}`
}

/** By the strides between two maps; by what padding lacks where nothing strides. */
function shortenedText({ blocks }: Architecture, row: NetworkRow, before: NetworkRow | undefined): string {
  if (!before || before.conv.length === row.conv.length) return ''
  const pooling = before.kind === 'block' ? blocks[before.index]?.pooling : undefined
  const pooled = pooling && pooling.type !== 'none' ? pooling.stride : 1
  const strided = row.kind === 'block' ? (blocks[row.index]?.stride ?? 1) : 1
  return pooled * strided > 1 ? `÷ ${pooled * strided}` : `− ${before.conv.length - row.conv.length}`
}
