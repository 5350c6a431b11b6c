/** What the queue sorts and estimates by. */
export const third = {
  version: 3,
  sql: `
-- Runs of one launch share a number and train longest first; null for a run that keeps its place: moved, or queued alone.
ALTER TABLE runs ADD COLUMN launch INTEGER;
-- What it took of the computer (JSON): memory and times.
ALTER TABLE runs ADD COLUMN usage TEXT;
`,
}
