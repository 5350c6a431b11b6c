/** The five AAMI EC57 beat classes in the fixed order of labels 0..4. */
export const beatClasses = ['N', 'S', 'V', 'F', 'Q'] as const
export type BeatClass = (typeof beatClasses)[number]

export const classCount = beatClasses.length

export const beatClassNames: Record<BeatClass, string> = {
  N: 'Normal',
  S: 'Supraventricular',
  V: 'Ventricular',
  F: 'Fusion',
  Q: 'Unknown, paced',
}
