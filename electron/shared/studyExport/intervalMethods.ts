import type { IntervalMethod } from '../studyStatistics.ts'
import { scoreUnits } from './scoreUnits.ts'
import type { TableReport } from './tableReport.ts'

/** By which method the intervals of each place in a JSON export are. */
export interface IntervalMethods {
  /** Of every mean and difference inside `rows`, whatever was chosen. */
  rows: 'seeds-t'
  /** Of `statistics.effects`, whatever was chosen. */
  effects: 'seeds-t'
  /** What the notes are of: the key to look up in `statistics.variants`. */
  chosen: IntervalMethod
}

/** Labels the intervals of a JSON export, which has those of all methods beside each other. */
export function intervalMethods({ interval }: TableReport): IntervalMethods {
  return { rows: 'seeds-t', effects: 'seeds-t', chosen: interval }
}

/** The same in words. */
export function intervalMethodsNote({ table, interval, statistics }: TableReport): string {
  const ofRows = `Every interval inside rows is by Student's t over ${scoreUnits(table)}, whatever was chosen`
  if (statistics === null) return `${ofRows}.`
  return `${ofRows}, and every one of statistics.effects by Student's t over seeds; those that were chosen (${interval}) are in statistics.variants, under intervals and comparison.intervals.`
}
