import { publishedBeatLength as beatLength } from '../../electron/shared/architecture.ts'
import { hashedUniform } from './hashedUniform.ts'

export interface LabelledBeats {
  /** [count, 187] */
  beats: Float32Array<ArrayBuffer>
  labels: Uint8Array<ArrayBuffer>
}

/** Beats with a bump whose place and width tell the class, some noise, and zeros behind: as `make_pytorch_fixture.py`. */
export function beatsOfClasses(name: string, count: number): LabelledBeats {
  const labels = Uint8Array.from(hashedUniform(`${name} labels`, count), (value) => Math.floor(value * 5))
  const noise = hashedUniform(`${name} noise`, count * beatLength)
  const shifts = hashedUniform(`${name} shift`, count)
  const beats = Float32Array.from(noise, (value, index) => {
    const beat = Math.floor(index / beatLength)
    const time = index % beatLength
    if (time >= 140) return 0
    const kind = labels[beat] ?? 0
    const bump = Math.exp(-(((time - 30 - 12 * kind - (shifts[beat] ?? 0) * 20) / (8 + 3 * kind)) ** 2))
    return 0.7 * bump + 0.3 * value
  })
  return { beats, labels }
}
