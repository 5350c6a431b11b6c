import type { SplitDefinition } from '../shared/split.ts'

interface Words {
  label: string
  description: string
}

/** What a split is called, and how it parts the beats, as the screens tell it. */
export function splitWords(definition: SplitDefinition): Words {
  switch (definition.kind) {
    case 'published':
      return {
        label: 'Published',
        description:
          "The source's own two files: the test file is the test part; 20 % of the training file, stratified by class and " +
          'chosen with a fixed seed, is the validation part. The counts are those of scikit-learn, the rows are not.',
      }
    case 'sample':
      return {
        label: 'Sample, by patient',
        description:
          "The sample's own split by record: no patient is in training and in test, paced records are in both. 20 % of the " +
          'training beats, stratified by class and chosen with a fixed seed, are the validation part: they come from the ' +
          'same patients as the training part.',
      }
    case 'inter-patient':
      return interPatientWords(definition.keepPersonsTogether)
    case 'k-fold':
      return {
        label: `${definition.folds}-fold by patient${definition.repeats > 1 ? `, ${definition.repeats} times` : ''}`,
        description:
          `Patients are dealt into ${definition.folds} folds so that classes keep their proportions as far as whole patients ` +
          'allow. Each fold is the test part once, the fold after it validates, the others train. ' +
          (definition.repeats > 1
            ? `This is done ${definition.repeats} times with other deals (seed ${definition.seed}).`
            : `The deal follows from seed ${definition.seed}.`),
      }
    case 'custom':
      return { label: definition.name, description: 'Whole records, put into parts by hand.' }
  }
}

function interPatientWords(keepPersonsTogether: boolean): Words {
  const halves =
    'The halves DS1 and DS2 of de Chazal, O’Dwyer and Reilly (2004), which most studies of new patients use: DS1 trains, ' +
    'DS2 tests, paced records are left out. About a fifth of DS1, by record, is the validation part. '
  return keepPersonsTogether
    ? {
        label: 'Inter-patient, 202 with 201',
        description: `${halves}Record 202 stands in DS1 beside 201, the same person.`,
      }
    : {
        label: 'Inter-patient',
        description: `${halves}Records 201 and 202 are one person and stand in different halves.`,
      }
}
