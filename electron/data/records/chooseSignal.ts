import { AppError } from '../../shared/appError.ts'
import { bandPassOrder, problemOfRule, type ChannelChoice, type ExtractionRule } from '../../shared/extraction.ts'
import { paddingSamples } from '../signal/filterBothWays.ts'
import { rateRatio } from '../signal/resample.ts'
import { millivoltsPer } from '../signal/units.ts'
import type { WfdbRecord, WfdbSignalData } from '../wfdb/readRecord.ts'

/**
 * The signal that a rule cuts; null where the record has none of the name that is asked for and is to be left out then.
 *
 * @throws AppError `bad-file` saying why the record cannot be cut by the rule
 */
export function chooseSignal(record: WfdbRecord, rule: ExtractionRule): WfdbSignalData | null {
  const signal = findSignal(record, rule.kind === 'published' ? { by: 'first' } : rule.channel)
  if (!signal) return null
  const problem = problemOfFit(record, signal, rule)
  if (problem !== null) throw new AppError('bad-file', problem)
  return signal
}

function findSignal({ signals }: WfdbRecord, choice: ChannelChoice): WfdbSignalData | null {
  const [first] = signals
  if (!first) throw new AppError('bad-file', 'It has no signals.')
  switch (choice.by) {
    case 'first':
      return first
    case 'index': {
      const signal = signals[choice.index]
      if (signal) return signal
      const all = signals.length === 1 ? '1 signal' : `${signals.length} signals`
      throw new AppError('bad-file', `It has ${all}, none of the number ${choice.index} (from 0).`)
    }
    case 'name':
      return findByName(signals, choice.name) ?? (choice.otherwise === 'first' ? first : null)
  }
}

/** By its exact name, else however it is written. */
function findByName(signals: readonly WfdbSignalData[], name: string): WfdbSignalData | undefined {
  const plain = name.toLowerCase()
  return (
    signals.find(({ description }) => description === name) ??
    signals.find(({ description }) => description.toLowerCase() === plain)
  )
}

function problemOfFit({ header }: WfdbRecord, signal: WfdbSignalData, rule: ExtractionRule): string | null {
  const problem = problemOfRule(rule, signal.sampleRateHz)
  if (problem !== null) return problem
  if (rule.kind === 'published') {
    // Annotations count frames; of several samples a frame it cannot be told which of them the rule would begin with.
    return header.sampleRateHz === signal.sampleRateHz ? null : 'Its first signal has several samples per frame.'
  }
  if (rateRatio(signal.sampleRateHz, rule.rateHz) === null) {
    return `${signal.sampleRateHz} Hz cannot be brought to ${rule.rateHz} Hz: the two have no simple ratio.`
  }
  if (rule.filter && signal.digital.length <= paddingSamples(bandPassOrder)) {
    return `Its ${signal.digital.length} samples are too few to be filtered.`
  }
  if (rule.normalise === 'none' && millivoltsPer(signal.units) === null) {
    return `Its signal ${signal.description} is in ${signal.units}, which is no voltage.`
  }
  return null
}
