import type { LocationQuery } from 'vue-router'
import { classCount } from '../../../electron/shared/beatClass.ts'
import type { Part } from '../../../electron/shared/split.ts'

/** What an address of Explain asks for: a run and, of its part, beats of an actual and a predicted class. */
export interface ExplainQuery {
  run: number | null
  part: Exclude<Part, 'train'>
  label: number | null
  predicted: number | null
}

/** Reads an address; what makes no sense in it is as if it were not there. */
export function readExplainQuery(query: LocationQuery): ExplainQuery {
  return {
    run: wholeOf(query.run, Infinity),
    part: query.part === 'validation' ? 'validation' : 'test',
    label: wholeOf(query.label, classCount),
    predicted: wholeOf(query.predicted, classCount),
  }
}

/** The other way round: only what is asked for stands in the address. */
export function writeExplainQuery({ run, part, label, predicted }: ExplainQuery): Record<string, string> {
  return {
    ...(run === null ? {} : { run: String(run) }),
    ...(part === 'test' ? {} : { part }),
    ...(label === null ? {} : { label: String(label) }),
    ...(predicted === null ? {} : { predicted: String(predicted) }),
  }
}

function wholeOf(value: LocationQuery[string] | undefined, below: number): number | null {
  if (typeof value !== 'string' || !/^\d+$/.test(value)) return null
  return Number(value) < below ? Number(value) : null
}
