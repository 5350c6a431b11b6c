/** A data set whose file is elsewhere may have some of its beats in the database: an excerpt. */
export const fourth = {
  version: 4,
  sql: `
ALTER TABLE data_sets ADD COLUMN excerpt_sha256 TEXT REFERENCES artifacts (sha256);
-- How many beats of the data set it has the samples of.
ALTER TABLE data_sets ADD COLUMN excerpt_beats INTEGER;
CREATE INDEX data_sets_by_excerpt ON data_sets (excerpt_sha256);
`,
}
