import { bandPassOrder, type WindowRule } from '../../shared/extraction.ts'
import { butterworthBandPass } from '../signal/butterworth.ts'
import { filterBothWays } from '../signal/filterBothWays.ts'
import { bridgeGaps, countMissing } from '../signal/gaps.ts'
import { rateRatio, resample, resamplingReach, type RateRatio } from '../signal/resample.ts'
import { millivoltsPer } from '../signal/units.ts'
import type { WfdbSignalData } from '../wfdb/readRecord.ts'

/** A whole signal at the rate that beats get. */
export interface PreparedSignal {
  /** In millivolts, or in the signal's own unit where that is no voltage. */
  values: Float64Array
  /** Of the samples that stand on recorded ones alone. */
  mean: number
  /** Standard deviation (of the population) of the same. */
  spread: number
  /** One ADC unit. Differences below it were never measured: they are what filters made of a flat signal. */
  step: number
  /** Whether samples `start` up to, not including, `end` stand on ones that are missing in the recording. */
  hasGap(start: number, end: number): boolean
}

/** A signal in millivolts, filtered and resampled as the rule says; gaps are bridged by straight lines, and known. */
export function prepareSignal(signal: WfdbSignalData, rule: WindowRule): PreparedSignal {
  const physical = signal.physical()
  const missing = countMissing(physical)
  const factor = millivoltsPer(signal.units) ?? 1
  if (factor !== 1) for (let i = 0; i < physical.length; i++) physical[i]! *= factor
  const recorded = missing ? bridgeGaps(physical) : physical
  const filtered = rule.filter
    ? filterBothWays(butterworthBandPass(bandPassOrder, rule.filter, signal.sampleRateHz), recorded)
    : recorded
  const ratio = rateRatio(signal.sampleRateHz, rule.rateHz)
  if (!ratio) throw new RangeError(`${signal.sampleRateHz} and ${rule.rateHz} Hz have no simple ratio`)
  const values = resample(filtered, ratio)
  const hasGap = gapFinder(missing, ratio)
  const step = factor / Math.abs(signal.gain)
  return { values, ...meanAndSpread(values, missing === null ? null : hasGap), step, hasGap }
}

function gapFinder(missing: Uint32Array | null, ratio: RateRatio): PreparedSignal['hasGap'] {
  if (!missing) return () => false
  const { up, down } = ratio
  const reach = resamplingReach(ratio)
  const last = missing.length - 1
  const clamp = (index: number) => Math.min(Math.max(index, 0), last)
  return (start, end) => {
    const first = clamp(Math.floor((start * down) / up) - reach)
    const behind = clamp(Math.ceil(((end - 1) * down) / up) + reach + 1)
    return missing[behind]! > missing[first]!
  }
}

function meanAndSpread(
  values: Float64Array,
  hasGap: PreparedSignal['hasGap'] | null,
): Pick<PreparedSignal, 'mean' | 'spread'> {
  const kept = hasGap ? values.filter((_, i) => !hasGap(i, i + 1)) : values
  let sum = 0
  for (const value of kept) sum += value
  const mean = sum / kept.length
  let squares = 0
  for (const value of kept) squares += (value - mean) ** 2
  return { mean, spread: Math.sqrt(squares / kept.length) }
}
