import { published11 } from '../../electron/shared/preset.ts'
import type { PlannedStudy } from '../reference/plan.ts'

export const dataSetName = 'MIT-BIH recordings'

/** The seeds stand here before any run: none is left out or added afterwards. */
const seeds = [1, 2, 3]
/** The shallowest, one between, and the deepest of the published models. */
const models = [1, 6, 11]

function studyOn(name: string, split: string): PlannedStudy {
  return { name, split, variants: published11(models).map((variant) => ({ variant, seeds, keepsWeights: false })) }
}

/** The same designs and recipe on the published split, where patients overlap, and on patients kept apart. */
export const patientStudies = {
  published: studyOn('Patients in both parts', 'published'),
  separate: studyOn('New patients', 'inter-patient'),
}
