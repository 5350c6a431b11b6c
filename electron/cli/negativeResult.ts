/** The command did what it was asked, and what it found has been printed: exit code 1, and no more words. */
export class NegativeResult extends Error {
  constructor() {
    super('What was asked for does not hold.')
    this.name = 'NegativeResult'
  }
}
