import {
  problemOfRule,
  windowRuleSchema,
  type ChannelChoice,
  type ExtractionRule,
  type WindowRule,
} from '../../../../electron/shared/extraction.ts'
import type { RecordFacts } from '../../../../electron/shared/wfdbFolder.ts'

/** A window as it is typed: numbers may be NaN, a band-pass keeps its edges while it is off. */
export interface WindowFields {
  beforeMs: number
  afterMs: number
  rateHz: number
  channel: ChannelChoice
  isFiltered: boolean
  lowHz: number
  highHz: number
  normalise: WindowRule['normalise']
}

/** A beat with its P and T wave, at the rate of the published set or that of the slowest record. */
export function firstWindow(records: readonly Pick<RecordFacts, 'sampleRateHz'>[]): WindowFields {
  const slowest = Math.min(120, ...records.map(({ sampleRateHz }) => sampleRateHz))
  return {
    beforeMs: 250,
    afterMs: 450,
    rateHz: slowest,
    channel: { by: 'first' },
    isFiltered: false,
    lowHz: 0.5,
    highHz: Math.min(40, Math.floor(slowest / 2) - 1),
    normalise: 'beat',
  }
}

const fieldNames: Record<string, string> = {
  beforeMs: 'Before R',
  afterMs: 'Behind R',
  rateHz: 'Rate',
  lowHz: 'Lower edge',
  highHz: 'Upper edge',
  name: 'Channel',
}

/** The rule that the fields say, or what is wrong with them. */
export function windowRuleOf(
  fields: WindowFields,
): { rule: WindowRule; problem: null } | { rule: null; problem: string } {
  const { isFiltered, lowHz, highHz, ...rest } = fields
  const typed = { ...rest, ...(isFiltered ? { lowHz, highHz } : {}) }
  const wrong = Object.entries(typed).find(([, value]) => typeof value === 'number' && !Number.isFinite(value))
  if (wrong) return { rule: null, problem: `${fieldNames[wrong[0]]}: it is empty or no number.` }
  const parsed = windowRuleSchema.safeParse({
    kind: 'window',
    ...rest,
    filter: isFiltered ? { lowHz, highHz } : null,
  })
  if (!parsed.success) return { rule: null, problem: issueText(parsed.error.issues[0]) }
  const problem = problemOfRule(parsed.data)
  return problem === null ? { rule: parsed.data, problem } : { rule: null, problem }
}

function issueText(issue: { path: PropertyKey[]; message: string } | undefined): string {
  const name = fieldNames[String(issue?.path.at(-1))] ?? 'Window'
  return `${name}: ${issue?.message ?? 'this cannot be used.'}`
}

/** What a rule cannot do with some of the records, once for each reason, with those records. */
export function recordProblems(
  records: readonly Pick<RecordFacts, 'record' | 'sampleRateHz'>[],
  rule: ExtractionRule,
): { problem: string; records: string[] }[] {
  const byProblem = new Map<string, string[]>()
  for (const { record, sampleRateHz } of records) {
    const problem = problemOfRule(rule, sampleRateHz)
    if (problem !== null) byProblem.set(problem, [...(byProblem.get(problem) ?? []), record])
  }
  return [...byProblem].map(([problem, names]) => ({ problem, records: names }))
}

/** The records that nothing is in the way of. */
export function withoutUnfit<R extends { record: string }>(
  records: readonly R[],
  unfit: readonly { records: readonly string[] }[],
): R[] {
  const left = new Set(unfit.flatMap((one) => one.records))
  return records.filter(({ record }) => !left.has(record))
}
