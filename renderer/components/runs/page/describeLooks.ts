/** What stands beside a score on how unseen its part still is. */
export interface LooksText {
  text: string
  tone: 'neutral' | 'warning'
  about: string
}

/** `scored once, 2 looks`: a part that was scored again, or of which many single beats were seen, is no longer unseen. */
export function describeLooks({ looks, timesScored }: { looks: number; timesScored: number }): LooksText {
  const times = timesScored === 1 ? 'scored once' : `scored ${timesScored} times`
  return {
    text: `${times}, ${looks} ${looks === 1 ? 'look' : 'looks'}`,
    tone: timesScored > 1 ? 'warning' : 'neutral',
    about:
      'Counted from the journal. A look is a later view of single beats of this part: a list, a map, its predictions. ' +
      'Choices made after looks or further scorings make the score too good.',
  }
}
