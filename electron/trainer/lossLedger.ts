/** Sums the losses of an epoch's batches, in double precision. */
export class LossLedger {
  #lossSum = 0
  #weightSum = 0
  #steps = 0
  #divergedAt: number | null = null

  /** Takes the loss of one step, and what its mean divides by. */
  add({ lossSum, weightSum }: { lossSum: number; weightSum: number }): void {
    this.#steps += 1
    if (!Number.isFinite(lossSum)) this.#divergedAt ??= this.#steps
    this.#lossSum += lossSum
    this.#weightSum += weightSum
  }

  /** So far. */
  get mean(): number {
    return this.#weightSum === 0 ? 0 : this.#lossSum / this.#weightSum
  }

  /** The first step, from 1, whose loss was infinite or not a number. */
  get divergedAt(): number | null {
    return this.#divergedAt
  }
}
