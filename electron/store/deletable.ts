/** What a deletion frees: bytes of artifacts that nothing else needs, and how many runs go. */
export interface Freed {
  freedBytes: number
  runs: number
}

/** Deletions are planned by doing them and rolling back, so that the figures are the deletion's own. */
export interface Deletable {
  /** Throws AppError `not-found`, or `conflict` as `delete` would. */
  planDelete(id: number): Freed
  /** Rows in one transaction with their journal entry, then files. Throws `conflict` while a run of it trains. */
  delete(id: number): Freed
}
