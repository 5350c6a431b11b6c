import type { ComparisonTest, IntervalMethod } from '../../../electron/shared/studyStatistics.ts'

/** What a method is called, in a few letters and in full, and what its interval allows for. */
interface MethodName {
  short: string
  /** In the head of a column. */
  head: string
  long: string
  covers: string
}

export const intervalNames: Record<IntervalMethod, MethodName> = {
  'seeds-t': {
    short: 'seeds, t',
    head: 'seeds, t',
    long: 'over seeds, Student’s t',
    covers: 'the chance of training, on this split',
  },
  'seeds-bootstrap': {
    short: 'seeds, bootstrap',
    head: 'seeds, boot.',
    long: 'over seeds, bootstrap',
    covers: 'the chance of training, on this split',
  },
  patients: {
    short: 'patients',
    head: 'patients',
    long: 'over patients, bootstrap',
    covers: 'other patients, with these trained networks',
  },
  both: {
    short: 'seeds and patients',
    head: 'both',
    long: 'over seeds, Student’s t, and patients, bootstrap',
    covers: 'the chance of training and other patients',
  },
}

interface TestName {
  title: string
  /** The question that a small p answers. */
  asks: string
  /** Why it cannot be made where it is missing. */
  needs: string
}

export const testNames: Record<ComparisonTest, TestName> = {
  permutation: {
    title: 'Permutation test',
    asks: 'Could each pair of seeds as well have come out the other way round?',
    needs: 'It needs two seeds that both variants have.',
  },
  mcnemar: {
    title: 'McNemar’s test',
    asks: 'Are as many beats right? It compares accuracy, not F1.',
    needs: 'It needs the predictions of all runs, which are not kept.',
  },
  'corrected-t': {
    title: 'Corrected t-test',
    asks: 'Is the mean difference over folds 0, allowing for their overlap?',
    needs: 'It is for folds, and needs two of them.',
  },
}

/** A test's name within a sentence: names of people keep their capital. */
export function testInSentence(test: ComparisonTest): string {
  const { title } = testNames[test]
  return test === 'mcnemar' ? title : title.charAt(0).toLowerCase() + title.slice(1)
}

export const intervalMethods = Object.keys(intervalNames) as IntervalMethod[]
export const comparisonTests = Object.keys(testNames) as ComparisonTest[]
