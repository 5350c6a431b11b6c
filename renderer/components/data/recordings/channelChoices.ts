import type { ChannelChoice } from '../../../../electron/shared/extraction.ts'
import type { RecordFacts } from '../../../../electron/shared/wfdbFolder.ts'

type Signals = Pick<RecordFacts, 'signals'>

/** A line of the choice of a channel. */
export interface ChannelLine {
  value: string
  text: string
  /** Records without such a signal. */
  lacking: number
}

/** First, second, ... signal, then every name that occurs, with the number of records that have it. */
export function channelChoices(records: readonly Signals[]): ChannelLine[] {
  const names = countBy(records.flatMap(({ signals }) => [...new Set(signals.map(({ description }) => description))]))
  const most = Math.max(0, ...records.map(({ signals }) => signals.length))
  const places = Array.from({ length: most }, (_, index) => placeLine(records, index))
  const byName = [...names].map(([name, count]) => ({
    value: `name:${name}`,
    text: `${name || 'without a name'}: in ${count} of ${records.length} ${records.length === 1 ? 'record' : 'records'}`,
    lacking: records.length - count,
  }))
  return [...places, ...byName.filter(({ value }) => value !== 'name:')]
}

function placeLine(records: readonly Signals[], index: number): ChannelLine {
  const there = records.flatMap(({ signals }) => signals[index]?.description ?? [])
  const names = [...countBy(there)].map(([name, count]) => `${name || 'without a name'} in ${count}`)
  const what = index === 0 ? 'First channel' : `Channel ${index + 1}`
  return {
    value: index === 0 ? 'first' : `index:${index}`,
    text: `${what}: ${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`,
    lacking: records.length - there.length,
  }
}

export function channelValue(channel: ChannelChoice): string {
  if (channel.by === 'first') return 'first'
  return channel.by === 'index' ? `index:${channel.index}` : `name:${channel.name}`
}

/** The choice behind a line's value; a name keeps what becomes of records without it. */
export function channelOf(value: string, otherwise: 'first' | 'leave-out' = 'first'): ChannelChoice {
  if (value.startsWith('index:')) return { by: 'index', index: Number(value.slice('index:'.length)) }
  if (value.startsWith('name:')) return { by: 'name', name: value.slice('name:'.length), otherwise }
  return { by: 'first' }
}

function countBy(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return new Map([...counts].sort(([, a], [, b]) => b - a))
}
