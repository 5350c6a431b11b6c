/** The first schema. Times are ISO 8601 text in UTC; JSON columns hold the nouns of `electron/shared`. */
export const first = {
  version: 1,
  sql: `
CREATE TABLE artifacts (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  kind TEXT NOT NULL CHECK (kind IN ('beats', 'split', 'weights', 'logits')),
  bytes INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  content BLOB
) STRICT;

CREATE TABLE data_sets (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  beats INTEGER NOT NULL,
  beat_length INTEGER NOT NULL,
  sample_rate_hz REAL NOT NULL,
  class_counts TEXT NOT NULL,
  provenance TEXT NOT NULL,
  records TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES artifacts (sha256),
  archived INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE splits (
  data_set_id INTEGER NOT NULL REFERENCES data_sets (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  position INTEGER NOT NULL,
  summary TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES artifacts (sha256),
  PRIMARY KEY (data_set_id, kind)
) STRICT;

CREATE TABLE studies (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  data_set_id INTEGER NOT NULL REFERENCES data_sets (id),
  split TEXT NOT NULL,
  seeds TEXT NOT NULL,
  baseline_variant_id INTEGER REFERENCES variants (id) ON DELETE SET NULL,
  is_reference INTEGER NOT NULL DEFAULT 0,
  archived INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  FOREIGN KEY (data_set_id, split) REFERENCES splits (data_set_id, kind)
) STRICT;
CREATE INDEX studies_by_data_set ON studies (data_set_id, split);
CREATE INDEX studies_by_baseline ON studies (baseline_variant_id);

CREATE TABLE variants (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  study_id INTEGER NOT NULL REFERENCES studies (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  architecture TEXT NOT NULL,
  recipe TEXT NOT NULL,
  architecture_hash TEXT NOT NULL,
  recipe_hash TEXT NOT NULL,
  published TEXT,
  archived INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX variants_by_study ON variants (study_id, position);

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  variant_id INTEGER NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  seed INTEGER NOT NULL,
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
  UNIQUE (variant_id, seed)
) STRICT;
CREATE INDEX runs_by_state ON runs (state, position);
CREATE INDEX runs_by_weights ON runs (weights_sha256);

CREATE TABLE epochs (
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  epoch INTEGER NOT NULL,
  train_loss REAL NOT NULL,
  validation_loss REAL NOT NULL,
  validation_accuracy REAL NOT NULL,
  validation_macro_f1 REAL NOT NULL,
  learning_rate REAL NOT NULL,
  duration_ms REAL NOT NULL,
  is_best INTEGER NOT NULL,
  PRIMARY KEY (run_id, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_log (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX run_log_by_run ON run_log (run_id, id);

CREATE TABLE evaluations (
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('train', 'validation', 'test')),
  beats INTEGER NOT NULL,
  loss REAL NOT NULL,
  confusion TEXT NOT NULL,
  logits_sha256 TEXT REFERENCES artifacts (sha256),
  predicted BLOB NOT NULL,
  PRIMARY KEY (run_id, part)
) STRICT;
CREATE INDEX evaluations_by_logits ON evaluations (logits_sha256);

CREATE TABLE explanations (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  part TEXT NOT NULL CHECK (part IN ('train', 'validation', 'test')),
  row INTEGER NOT NULL,
  method TEXT NOT NULL,
  layer TEXT NOT NULL,
  target_class INTEGER NOT NULL,
  body TEXT NOT NULL,
  samples BLOB NOT NULL,
  map BLOB NOT NULL,
  UNIQUE (run_id, part, row, method, layer, target_class)
) STRICT;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  what TEXT NOT NULL,
  noun TEXT NOT NULL,
  noun_id INTEGER,
  details TEXT NOT NULL
) STRICT;
CREATE INDEX journal_by_noun ON journal (noun, noun_id, what);
CREATE TRIGGER journal_keeps_what_was_said BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_replaces_nothing BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_forgets_nothing BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
`,
}
