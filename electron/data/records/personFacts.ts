import type { RecordFacts } from '../../shared/wfdbFolder.ts'
import type { WfdbPerson } from '../wfdb/readHeader.ts'

/** What a header tells of a person, as it is told and stored. */
export function factsOfPerson({ age, sex, medication }: WfdbPerson): Pick<RecordFacts, 'age' | 'sex' | 'medication'> {
  return { age, sex, medication: medication && (medication.length === 0 ? 'none' : medication.join(', ')) }
}
