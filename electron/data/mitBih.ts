/** The rate of a cut beat: every third of the recordings' 360 samples a second. */
export const beatRateHz = 120
export const beatLength = 187

export const licence = 'ODC-By 1.0'

export const databaseCitations = [
  'Moody GB, Mark RG. The impact of the MIT-BIH Arrhythmia Database. IEEE Eng in Med and Biol 20(3):45-50, 2001. doi:10.13026/C2F305',
  'Goldberger A, et al. PhysioBank, PhysioToolkit, and PhysioNet. Circulation 101(23):e215-e220, 2000.',
]

export const categorizationCitation =
  'Kachuee M, Fazeli S, Sarrafzadeh M. ECG Heartbeat Classification: A Deep Transferable Representation. ICHI 2018; arXiv:1805.00794.'

/** Goes wherever beats of the database go: into data sets, databases and exports. */
export const databaseAttribution = [
  'Contains information from the MIT-BIH Arrhythmia Database (PhysioNet), which is made available under the Open Data Commons Attribution License v1.0 (https://opendatacommons.org/licenses/by/1.0/).',
  ...databaseCitations,
].join('\n')

/** The same where the beats were cut by the published rule. */
export const attribution = `${databaseAttribution}\nBeats cut and scaled as in: ${categorizationCitation}`

/** How the published rows were cut. Worked out from their values; README beside the sample says how it was checked. */
export const beatRule =
  'First channel, every third sample (360 / 3 = 120 Hz), unfiltered, from one R annotation to 20 % of the way from the ' +
  'next annotation to the one after it; scaled to 0..1 by the minimum and maximum of that stretch; then cut to 187 ' +
  'samples or filled up with zeros.'
