import { bandPassOrder, type ChannelChoice, type ExtractionRule, type WindowRule } from '../../shared/extraction.ts'
import { beatRule } from '../mitBih.ts'

const scalings: Record<WindowRule['normalise'], string> = {
  beat: "scaled to 0..1 by each beat's own minimum and maximum",
  record: "less the record's mean, in the record's standard deviations",
  none: 'in millivolts',
}

/** A rule in words. */
export function describeRule(rule: ExtractionRule): string {
  if (rule.kind === 'published') return beatRule
  const { beforeMs, afterMs, filter, rateHz, normalise } = rule
  const band = filter
    ? `band-pass ${filter.lowHz} to ${filter.highHz} Hz (Butterworth of order ${bandPassOrder} on each side, forward and backward)`
    : 'unfiltered'
  const steps = [
    describeChannel(rule.channel),
    `from ${beforeMs} ms before to ${afterMs} ms behind each beat annotation`,
    band,
    `at ${rateHz} Hz (polyphase, Kaiser window of beta 5, where the recording has another rate)`,
    scalings[normalise],
  ]
  return `${steps.join('; ')}.`
}

function describeChannel(channel: ChannelChoice): string {
  switch (channel.by) {
    case 'first':
      return 'First channel'
    case 'index':
      return `Channel ${channel.index} (from 0)`
    case 'name':
      return `Channel ${channel.name}${channel.otherwise === 'first' ? ', or the first where a record has none of that name' : ''}`
  }
}
