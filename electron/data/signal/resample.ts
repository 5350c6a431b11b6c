/** Samples out for samples in, without a common divisor. */
export interface RateRatio {
  up: number
  down: number
}

/** Zero crossings of the anti-alias filter on either side, at the lower of the two rates. */
const crossings = 10
const kaiserBeta = 5
const mostDecimals = 6
const largestTerm = 100_000

/** The ratio of two rates with at most six decimals, or null where it has terms beyond 100,000. */
export function rateRatio(fromHz: number, toHz: number): RateRatio | null {
  const scale = 10 ** mostDecimals
  const [from, to] = [Math.round(fromHz * scale), Math.round(toHz * scale)]
  const divisor = greatestCommonDivisor(from, to)
  const [up, down] = [to / divisor, from / divisor]
  return Math.max(up, down) <= largestTerm ? { up, down } : null
}

/** Samples of a resampled signal: output n stands at input n * down / up. */
export function resampledLength(samples: number, { up, down }: RateRatio): number {
  return Math.ceil((samples * up) / down)
}

/** How far an output sample reaches into the input, in input samples on either side. */
export function resamplingReach({ up, down }: RateRatio): number {
  return up === down ? 0 : Math.ceil((crossings * Math.max(up, down)) / up)
}

/**
 * Changes the rate of a signal: `scipy.signal.resample_poly(signal, up, down, padtype='edge')`. A low-pass at half of the
 * lower rate - windowed sinc, Kaiser window of beta 5, ten zero crossings on either side - keeps what the new rate cannot
 * hold from being folded back. Before its start and behind its end the signal is taken to stay as it was, so that the
 * filter does not fall to zero there.
 */
export function resample(signal: Float64Array, ratio: RateRatio): Float64Array {
  const { up, down } = ratio
  if (up === down) return signal.slice()
  const half = crossings * Math.max(up, down)
  const phases = splitPhases(lowPass(half, 1 / Math.max(up, down), up), up)
  const output = new Float64Array(resampledLength(signal.length, ratio))
  for (let n = 0; n < output.length; n++) {
    const centre = n * down
    const first = Math.ceil((centre - half) / up)
    const taps = phases[(half + centre - first * up) % up]!
    output[n] =
      first >= 0 && first + taps.length <= signal.length
        ? sumInside(signal, first, taps)
        : sumAtEnd(signal, first, taps)
  }
  return output
}

/** The taps that meet the input where it lies at the same distance from an output sample: every `up`-th, last first. */
function splitPhases(taps: Float64Array, up: number): Float64Array[] {
  return Array.from({ length: up }, (_, phase) => taps.filter((_, tap) => tap % up === phase).reverse())
}

function sumInside(signal: Float64Array, first: number, taps: Float64Array): number {
  let sum = 0
  for (let i = 0; i < taps.length; i++) sum += taps[i]! * signal[first + i]!
  return sum
}

function sumAtEnd(signal: Float64Array, first: number, taps: Float64Array): number {
  const last = signal.length - 1
  let sum = 0
  for (let i = 0; i < taps.length; i++) sum += taps[i]! * signal[Math.min(Math.max(first + i, 0), last)]!
  return sum
}

/** `up * scipy.signal.firwin(2 * half + 1, cutoff, window=('kaiser', 5))`; the cutoff in units of half the rate. */
function lowPass(half: number, cutoff: number, up: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const t = Math.PI * cutoff * (i - half)
    const sinc = t === 0 ? 1 : Math.sin(t) / t
    return sinc * kaiser((i - half) / half)
  })
  const sum = taps.reduce((total, tap) => total + tap, 0)
  return taps.map((tap) => (tap * up) / sum)
}

/** The Kaiser window at -1..1, but for a factor. */
function kaiser(position: number): number {
  return besselI0(kaiserBeta * Math.sqrt(Math.max(0, 1 - position * position)))
}

/** Modified Bessel function of the first kind and order zero, by its power series. */
function besselI0(x: number): number {
  const quarter = (x * x) / 4
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k)
    sum += term
  }
  return sum
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
