import type { Random } from '../shared/random.ts'
import { beatRateHz } from './mitBih.ts'

/** A Gaussian wave: millivolts, and seconds from the R peak. */
interface Wave {
  heightMv: number
  atS: number
  widthS: number
}

const wave = (heightMv: number, atS: number, widthS: number): Wave => ({ heightMv, atS, widthS })

/** P, Q, R, S and T as Gaussian waves, after McSharry et al. (2003), IEEE TBME 50(3):289-294. */
const normal = [
  wave(0.15, -0.18, 0.025),
  wave(-0.1, -0.03, 0.01),
  wave(1.2, 0, 0.011),
  wave(-0.25, 0.03, 0.012),
  wave(0.3, 0.28, 0.05),
]
const ventricular = [wave(1.5, 0.01, 0.045), wave(-0.5, 0.13, 0.05), wave(-0.45, 0.32, 0.07)]
const paced = [wave(0.8, -0.015, 0.005), wave(-0.9, 0.05, 0.04), wave(0.5, 0.3, 0.08)]
const supraventricular = normal.map((part, index) => (index === 4 ? wave(0.2, 0.22, 0.04) : part))
const fusion = [...scaleWaves(normal, 0.55), ...scaleWaves(ventricular, 0.45)]

/** By class N S V F Q: the beat's waves, and how long the next beat lets one wait, in mean intervals. */
const shapes: { waves: Wave[]; pause: number }[] = [
  { waves: normal, pause: 1 },
  { waves: supraventricular, pause: 1.2 },
  { waves: ventricular, pause: 1.35 },
  { waves: fusion, pause: 0.85 },
  { waves: paced, pause: 1.05 },
]

const meanIntervalS = 0.8
const noiseMv = 0.015
const wanderMv = 0.08

/** Draws one beat of a class into a row: from its R peak past the next (a normal one's), scaled, filled up with zeros. */
export function drawSyntheticBeat(label: number, random: Random, row: Float32Array): void {
  const { waves, pause } = shapes[label]!
  const intervalS = meanIntervalS * pause * Math.max(0.6, 1 + 0.12 * random.nextNormal())
  const next = label === 4 ? paced : normal
  const length = Math.max(2, Math.min(row.length, Math.floor(intervalS * 1.2 * beatRateHz)))
  const wanderPhase = 2 * Math.PI * random.next()
  for (let i = 0; i < length; i++) {
    const wander = wanderMv * Math.sin(wanderPhase + (2 * Math.PI * 0.3 * i) / beatRateHz)
    row[i] = wander + noiseMv * random.nextNormal()
  }
  for (const part of waves) addWave(row, length, vary(part, random), 0)
  for (const part of next) addWave(row, length, vary(part, random), intervalS)

  let [minimum, maximum] = [Infinity, -Infinity]
  for (let i = 0; i < length; i++) {
    minimum = Math.min(minimum, row[i]!)
    maximum = Math.max(maximum, row[i]!)
  }
  for (let i = 0; i < length; i++) row[i] = (row[i]! - minimum) / (maximum - minimum)
  row.fill(0, length)
}

function addWave(row: Float32Array, length: number, { heightMv, atS, widthS }: Wave, beatS: number): void {
  const centre = (beatS + atS) * beatRateHz
  const width = widthS * beatRateHz
  const last = Math.min(length - 1, Math.floor(centre + 4 * width))
  for (let i = Math.max(0, Math.ceil(centre - 4 * width)); i <= last; i++) {
    row[i] = row[i]! + heightMv * Math.exp(-0.5 * ((i - centre) / width) ** 2)
  }
}

function vary({ heightMv, atS, widthS }: Wave, random: Random): Wave {
  return {
    heightMv: heightMv * (1 + 0.15 * random.nextNormal()),
    atS: atS * (1 + 0.05 * random.nextNormal()),
    widthS: widthS * Math.max(0.5, 1 + 0.1 * random.nextNormal()),
  }
}

function scaleWaves(waves: Wave[], factor: number): Wave[] {
  return waves.map((part) => ({ ...part, heightMv: part.heightMv * factor }))
}
