/** A second-order section: (b0 + b1 z^-1 + b2 z^-2) / (1 + a1 z^-1 + a2 z^-2). */
export interface Section {
  b: readonly [number, number, number]
  a: readonly [number, number]
}

/** A pair of poles by their sum and product, which are real also where the poles are not. */
interface PolePair {
  sum: number
  product: number
}

/** Twice the rate of 2 at which the analogue prototype is designed; any rate gives the same filter. */
const bilinearRate = 4

/**
 * A Butterworth band-pass of `order` on each side, as `order` second-order sections: the filter of
 * `scipy.signal.butter(order, [lowHz, highHz], 'bandpass', fs=rateHz)`. The analogue low-pass prototype becomes a band-pass,
 * its edges warped so that the bilinear transform puts them where they belong (Oppenheim and Schafer, Discrete-Time Signal
 * Processing, chapter 7).
 *
 * @throws RangeError unless 0 < lowHz < highHz < rateHz / 2: a defect of the caller
 */
export function butterworthBandPass(order: number, band: { lowHz: number; highHz: number }, rateHz: number): Section[] {
  const { lowHz, highHz } = band
  if (!(lowHz > 0 && lowHz < highHz && highHz < rateHz / 2)) {
    throw new RangeError(`${lowHz} to ${highHz} Hz is no band at ${rateHz} samples a second`)
  }
  const warp = (hz: number): number => bilinearRate * Math.tan((Math.PI * hz) / rateHz)
  const width = warp(highHz) - warp(lowHz)
  const centreSquared = warp(highHz) * warp(lowHz)
  return bandPassPoles(order, width, centreSquared).map((pair) => toSection(pair, width))
}

/** Each pole p of the low-pass becomes the two roots of s^2 - p width s + centre^2. */
function bandPassPoles(order: number, width: number, centreSquared: number): PolePair[] {
  const pairs: PolePair[] = []
  for (let m = -order + 1; m < 0; m += 2) {
    const angle = (Math.PI * m) / (2 * order)
    const [re, im] = [-Math.cos(angle), -Math.sin(angle)]
    // The conjugate low-pass pole gives the conjugates of these two.
    for (const root of quadraticRoots(re * width, im * width, centreSquared)) {
      pairs.push({ sum: 2 * root.re, product: root.re * root.re + root.im * root.im })
    }
  }
  if (order % 2 === 1) pairs.push({ sum: -width, product: centreSquared })
  return pairs
}

/** Roots of s^2 - q s + c for a complex q and a real c. */
function quadraticRoots(qRe: number, qIm: number, c: number): { re: number; im: number }[] {
  const root = complexRoot((qRe * qRe - qIm * qIm) / 4 - c, (qRe * qIm) / 2)
  return [
    { re: qRe / 2 + root.re, im: qIm / 2 + root.im },
    { re: qRe / 2 - root.re, im: qIm / 2 - root.im },
  ]
}

function complexRoot(re: number, im: number): { re: number; im: number } {
  const size = Math.hypot(re, im)
  const rootRe = Math.sqrt((size + re) / 2)
  const rootIm = Math.sqrt((size - re) / 2)
  return { re: rootRe, im: im < 0 ? -rootIm : rootIm }
}

/** The bilinear transform of width s / (s^2 - sum s + product), which has a zero at 0 and one at half the rate. */
function toSection({ sum, product }: PolePair, width: number): Section {
  const squared = bilinearRate * bilinearRate
  const scale = squared - sum * bilinearRate + product
  const gain = (width * bilinearRate) / scale
  return {
    b: [gain, 0, -gain],
    a: [(2 * (product - squared)) / scale, (squared + sum * bilinearRate + product) / scale],
  }
}
