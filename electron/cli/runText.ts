import { beatClasses, classCount } from '../shared/beatClass.ts'
import { isOfAllClasses } from '../shared/headline.ts'
import type { Run } from '../shared/run.ts'

type Split = Pick<Run, 'badge' | 'validationBadge' | 'headlineClasses'>

/** `test F1`, and `test F1 (5 classes)` where the headline score of any of the runs leaves a class out. */
export function f1Title(title: string, runs: readonly Pick<Run, 'headlineClasses'>[]): string {
  return runs.every(({ headlineClasses }) => isOfAllClasses(headlineClasses))
    ? title
    : `${title} (${classCount} classes)`
}

/** The badge of the test part, and that of the validation part where it is another. */
export function patientsText({ badge, validationBadge }: Split): string {
  return badge.text === validationBadge.text ? badge.text : `${badge.text}; validation: ${validationBadge.text}`
}

/** What is to be known of the scores that follow: whose patients they are on, and which classes they are over. */
export function scoresHead(run: Split): string {
  const { badge, validationBadge, headlineClasses } = run
  const patients = `Scores on the test part: ${badge.text}; on the validation part: ${validationBadge.text}.`
  if (isOfAllClasses(headlineClasses)) return patients
  const others = beatClasses.filter((_, label) => !headlineClasses.includes(label))
  return `${patients} F1 here is macro F1 over all ${classCount} classes; the headline score leaves ${others.join(', ')} out.`
}
