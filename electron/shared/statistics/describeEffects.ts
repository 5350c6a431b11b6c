import { signedText } from '../studyExport/scoreText.ts'
import type { FactorEffect, Interval } from '../studyStatistics.ts'

/**
 * Which factor has the largest effect, and whether its interval lies apart from those of the others, in one or two sentences;
 * null without effects. Intervals are compared without sign: a factor may matter by making things worse. Effects of one seed
 * have no interval, and no rank beside those that have.
 */
export function describeEffects(effects: readonly FactorEffect[]): string | null {
  const sure = effects.filter(({ interval }) => interval !== null)
  const ranked = (sure.length > 0 ? sure : effects).toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))
  const [strongest, ...others] = ranked
  if (!strongest) return null
  const name = capitalised(strongest.factor)
  const told = `${effectText(strongest)} from ${strongest.from} to ${strongest.to}`
  if (others.length === 0) return `${name} is the only factor that can be told apart: ${told}.${doubtText(strongest)}`
  return `${name} has the largest effect of ${ranked.length} factors: ${told}.${doubtText(strongest) || rankText(strongest, others)}`
}

/** Why the effect may be none; empty where it is not in doubt. */
function doubtText({ interval }: FactorEffect): string {
  if (interval === null) return ' One seed gives it no interval: it may be chance.'
  return sizeOf(interval)[0] === 0 ? ' Its interval holds 0: it may be chance.' : ''
}

function rankText(strongest: FactorEffect, others: readonly FactorEffect[]): string {
  const [least] = sizeOf(strongest.interval)
  const rivals = others.filter(({ interval }) => sizeOf(interval)[1] >= least)
  const [how, whom] = rivals.length === 0 ? ['lies apart from', others] : ['overlaps with', rivals]
  return ` Its interval ${how} ${whom.length === 1 ? 'that' : 'those'} of ${listOf(whom)}, taken without sign.`
}

/** The interval of a size without sign; anything where there is none. */
function sizeOf(interval: Interval | null): Interval {
  if (interval === null) return [0, Infinity]
  const [low, high] = interval
  const ends = [Math.abs(low), Math.abs(high)]
  return [low <= 0 && high >= 0 ? 0 : Math.min(...ends), Math.max(...ends)]
}

function effectText({ difference, interval }: FactorEffect): string {
  return interval === null
    ? signedText(difference)
    : `${signedText(difference)} [${interval.map(signedText).join(', ')}]`
}

function listOf(effects: readonly FactorEffect[]): string {
  const names = effects.map(({ factor }) => factor)
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
