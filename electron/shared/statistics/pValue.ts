import type { TestResult } from '../studyStatistics.ts'

/** What a test finds, before it is adjusted for the number of comparisons. */
export type PValue = Pick<TestResult, 'p' | 'method'>
