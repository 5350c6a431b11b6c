import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface MadeSignal {
  description?: string
  units?: string
  /** ADC units per unit. */
  gain?: number
  baseline?: number
  /** -32768 is a sample that is missing. */
  adc: ArrayLike<number>
}

export interface MadeRecord {
  name: string
  rateHz: number
  /** All of one length. */
  signals: MadeSignal[]
  annotations: { sample: number; symbol: string }[]
  comments?: string[]
}

/** Codes of the symbols (https://physionet.org/physiotools/wag/annot-5.htm). */
const symbols = ' NLRaVFJASEj/Q~ | sT*D"=pB^t+u?![]en@xf()r'
const skip = 59

/** Writes a record of WFDB format 16 with annotations `atr` into a folder. */
export function writeRecord(folder: string, { name, rateHz, signals, annotations, comments = [] }: MadeRecord): void {
  const count = signals[0]!.adc.length
  const samples = new Int16Array(count * signals.length)
  signals.forEach(({ adc }, channel) => {
    for (let i = 0; i < count; i++) samples[i * signals.length + channel] = adc[i]!
  })
  const lines = signals.map(({ description = 'MLII', units = 'mV', gain = 200, baseline = 0, adc }) => {
    const sum = Array.from(adc).reduce((total, value) => total + value, 0)
    return `${name}.dat 16 ${gain}(${baseline})/${units} 16 ${baseline} ${adc[0]} ${(sum << 16) >> 16} 0 ${description}`
  })
  const header = [`${name} ${signals.length} ${rateHz} ${count}`, ...lines, ...comments.map((text) => `# ${text}`)]
  writeFileSync(join(folder, `${name}.hea`), `${header.join('\n')}\n`)
  writeFileSync(join(folder, `${name}.dat`), new Uint8Array(samples.buffer))
  writeFileSync(join(folder, `${name}.atr`), encodeAnnotations(annotations))
}

/** MIT format: 6 bits of code and 10 of time since the annotation before. */
export function encodeAnnotations(annotations: MadeRecord['annotations']): Uint8Array {
  const words: number[] = []
  let last = 0
  for (const { sample, symbol } of annotations) {
    const delta = sample - last
    last = sample
    if (delta < 0 || delta > 1023) words.push(skip << 10, (delta >>> 16) & 0xffff, delta & 0xffff)
    words.push((symbols.indexOf(symbol) << 10) | (delta < 0 || delta > 1023 ? 0 : delta))
  }
  return new Uint8Array(Uint16Array.from([...words, 0]).buffer)
}
