import type { Section } from './butterworth.ts'

/**
 * Filters forward and backward, so that nothing is shifted in time and every section acts twice: `scipy.signal.sosfiltfilt`
 * with its default padding, an odd extension by {@link paddingSamples} at either end, and sections that begin in the
 * steady state of the first value (Gustafsson 1996 has better ends; SciPy's are the ones that people have).
 *
 * @param signal more samples than the padding, none of them NaN
 * @throws RangeError for a signal that is too short: a defect of the caller
 */
export function filterBothWays(sections: readonly Section[], signal: Float64Array): Float64Array {
  const padding = paddingSamples(sections.length)
  if (signal.length <= padding) throw new RangeError(`${signal.length} samples are too few to be filtered`)
  const extended = extendOddly(signal, padding)
  filterInPlace(sections, extended)
  extended.reverse()
  filterInPlace(sections, extended)
  extended.reverse()
  return extended.subarray(padding, padding + signal.length)
}

/** Samples by which a signal is extended at either end; it has to have more. */
export function paddingSamples(sections: number): number {
  return 3 * (2 * sections + 1)
}

/** Both ends turned around their last value: 2 x[0] - x[n] before, likewise behind. */
function extendOddly(signal: Float64Array, padding: number): Float64Array {
  const extended = new Float64Array(signal.length + 2 * padding)
  extended.set(signal, padding)
  const last = signal.length - 1
  for (let i = 1; i <= padding; i++) {
    extended[padding - i] = 2 * signal[0]! - signal[i]!
    extended[padding + last + i] = 2 * signal[last]! - signal[last - i]!
  }
  return extended
}

/** Section after section, each in the transposed direct form II. */
function filterInPlace(sections: readonly Section[], values: Float64Array): void {
  for (const section of sections) {
    const [b0, b1, b2] = section.b
    const [a1, a2] = section.a
    let [z0, z1] = steadyState(section, values[0]!)
    for (let i = 0; i < values.length; i++) {
      const x = values[i]!
      const y = b0 * x + z0
      z0 = b1 * x - a1 * y + z1
      z1 = b2 * x - a2 * y
      values[i] = y
    }
  }
}

/**
 * The state of a section that has had the constant `x` for ever. In a row of sections the ones behind get the constant
 * that the ones before make of it, which is their own first input then.
 */
function steadyState({ b: [b0, b1, b2], a: [a1, a2] }: Section, x: number): [number, number] {
  const y = (x * (b0 + b1 + b2)) / (1 + a1 + a2)
  const z1 = b2 * x - a2 * y
  return [b1 * x - a1 * y + z1, z1]
}
