/** How far two programs are apart on the same beats. */
export interface Comparison {
  largestDifference: number
  /** Against the largest logit, without sign, of the trainer. */
  relative: number
  sameClasses: boolean
  /** How many classes are predicted at all: one alone would prove little. */
  classes: number
}

/** Compares logits `[beats][5]` with the trainer's. */
export function compareLogits(ours: number[][], theirs: number[][]): Comparison {
  const differences = ours.flatMap((row, beat) =>
    row.map((logit, index) => Math.abs(logit - (theirs[beat]?.[index] ?? Number.NaN))),
  )
  const largestDifference = Math.max(...differences)
  const classes = ours.map(likeliest)
  return {
    largestDifference,
    relative: largestDifference / Math.max(...ours.flat().map(Math.abs)),
    sameClasses: classes.every((label, beat) => label === likeliest(theirs[beat] ?? [])),
    classes: new Set(classes).size,
  }
}

function likeliest(logits: number[]): number {
  return logits.indexOf(Math.max(...logits))
}
