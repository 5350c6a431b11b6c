import type { Database } from 'better-sqlite3'

/**
 * Splits that a user defines, with folds: a split has a key in place of its kind, a definition, and a summary of each fold;
 * a run belongs to a fold. What converts summaries is frozen here with it.
 */
export const fifth = {
  version: 5,
  sql: `
ALTER TABLE splits RENAME COLUMN kind TO key;

CREATE TABLE runs_with_folds (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  variant_id INTEGER NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  seed INTEGER NOT NULL,
  -- 0-based; 0 where the split has only one.
  fold INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL CHECK (state IN
    ('queued', 'preparing', 'training', 'evaluating', 'finished', 'failed', 'cancelled', 'paused', 'interrupted')),
  reason TEXT,
  position INTEGER NOT NULL,
  stop_requested INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0,
  best_epoch INTEGER,
  final_epoch INTEGER,
  environment TEXT,
  weights_sha256 TEXT REFERENCES artifacts (sha256),
  created_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  until INTEGER,
  pause_requested INTEGER NOT NULL DEFAULT 0,
  has_diverged INTEGER NOT NULL DEFAULT 0,
  earlier_ms REAL NOT NULL DEFAULT 0,
  imported_from TEXT,
  initial_weights_sha256 TEXT REFERENCES artifacts (sha256),
  extension TEXT,
  launch INTEGER,
  usage TEXT,
  UNIQUE (variant_id, seed, fold)
) STRICT;
INSERT INTO runs_with_folds (id, variant_id, seed, state, reason, position, stop_requested, archived, best_epoch, final_epoch,
    environment, weights_sha256, created_at, started_at, ended_at, until, pause_requested, has_diverged, earlier_ms,
    imported_from, initial_weights_sha256, extension, launch, usage)
  SELECT id, variant_id, seed, state, reason, position, stop_requested, archived, best_epoch, final_epoch,
    environment, weights_sha256, created_at, started_at, ended_at, until, pause_requested, has_diverged, earlier_ms,
    imported_from, initial_weights_sha256, extension, launch, usage FROM runs;
-- Numbers of deleted runs are not given again: the journal still speaks of them.
DELETE FROM sqlite_sequence WHERE name = 'runs_with_folds';
INSERT INTO sqlite_sequence (name, seq) SELECT 'runs_with_folds', seq FROM sqlite_sequence WHERE name = 'runs';
DROP TABLE runs;
ALTER TABLE runs_with_folds RENAME TO runs;
CREATE INDEX runs_by_state ON runs (state, position);
CREATE INDEX runs_by_weights ON runs (weights_sha256);
CREATE INDEX runs_by_initial_weights ON runs (initial_weights_sha256);
`,
  convert: convertSummaries,
}

interface OldSummary {
  kind: 'published' | 'sample'
  label: string
  description: string
  counts: Record<'train' | 'validation' | 'test', number[]>
  sharedPersons: number | null
  persons: number | null
  badge: unknown
}

function convertSummaries(db: Database): void {
  const rows = db.prepare<[], { data_set_id: number; key: string; summary: string }>('SELECT * FROM splits').all()
  const update = db.prepare<[string, number, string]>('UPDATE splits SET summary = ? WHERE data_set_id = ? AND key = ?')
  for (const { data_set_id, key, summary } of rows)
    update.run(JSON.stringify(convertSummary(JSON.parse(summary) as OldSummary)), data_set_id, key)
}

/** Both older splits drew validation from the training beats, so that all persons of the training part are in both. */
function convertSummary({ kind, counts, sharedPersons, persons, ...rest }: OldSummary): object {
  const validationSharedPersons = persons
  const enough = counts.train.flatMap((count, label) => (count >= 10 && counts.test[label]! >= 10 ? [label] : []))
  return {
    key: kind,
    definition: { kind },
    ...rest,
    folds: [{ counts, records: null, sharedPersons, validationSharedPersons }],
    leftOut: counts.train.map(() => 0),
    sharedPersons,
    validationSharedPersons,
    persons,
    headlineClasses: enough.length < 2 ? counts.train.map((_, label) => label) : enough,
  }
}
