import { createHash } from 'node:crypto'
import type { Database } from 'better-sqlite3'

/**
 * Checkpoints, runs that are extended, imported or repeated, and variants in the nouns of more layers and recipes.
 * What converts rows is frozen here with it: it uses none of today's schemas.
 */
export const second = {
  version: 2,
  sql: `
CREATE TABLE artifacts_with_checkpoints (
  sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
  kind TEXT NOT NULL CHECK (kind IN ('beats', 'split', 'weights', 'logits', 'checkpoint')),
  bytes INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  content BLOB
) STRICT;
INSERT INTO artifacts_with_checkpoints (sha256, kind, bytes, created_at, content)
  SELECT sha256, kind, bytes, created_at, content FROM artifacts;
DROP TABLE artifacts;
ALTER TABLE artifacts_with_checkpoints RENAME TO artifacts;

-- To which epoch a run is trained where its recipe does not say: an extended one; 0 for imported weights.
ALTER TABLE runs ADD COLUMN until INTEGER;
ALTER TABLE runs ADD COLUMN pause_requested INTEGER NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN has_diverged INTEGER NOT NULL DEFAULT 0;
-- What the epochs took that were trained before the run was resumed.
ALTER TABLE runs ADD COLUMN earlier_ms REAL NOT NULL DEFAULT 0;
-- Name of the file that the weights were imported from.
ALTER TABLE runs ADD COLUMN imported_from TEXT;
ALTER TABLE runs ADD COLUMN initial_weights_sha256 TEXT REFERENCES artifacts (sha256);
-- While a finished run is trained on: what it was before (JSON), since its result stands until the new one is there.
ALTER TABLE runs ADD COLUMN extension TEXT;
CREATE INDEX runs_by_initial_weights ON runs (initial_weights_sha256);

CREATE TABLE checkpoints (
  run_id INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES artifacts (sha256),
  PRIMARY KEY (run_id, epoch),
  FOREIGN KEY (run_id, epoch) REFERENCES epochs (run_id, epoch) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX checkpoints_by_sha256 ON checkpoints (sha256);

CREATE TABLE repetitions (
  id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
  at TEXT NOT NULL,
  is_identical INTEGER NOT NULL,
  differences TEXT NOT NULL,
  environment_changes TEXT NOT NULL
) STRICT;
CREATE INDEX repetitions_by_run ON repetitions (run_id, id);
`,
  convert: convertVariants,
}

interface Row {
  id: number
  architecture: string
  recipe: string
  published: string | null
}

type Json = Record<string, unknown>

function convertVariants(db: Database): void {
  const rows = db.prepare<[], Row>('SELECT id, architecture, recipe, published FROM variants').all()
  const update = db.prepare(
    `UPDATE variants SET architecture = @architecture, recipe = @recipe, architecture_hash = @architectureHash,
       recipe_hash = @recipeHash, published = @published WHERE id = @id`,
  )
  for (const { id, ...row } of rows) {
    const architecture = convertArchitecture(JSON.parse(row.architecture) as OldArchitecture)
    const recipe = convertRecipe(JSON.parse(row.recipe) as Json)
    const architectureHash = hashOf(architecture)
    const recipeHash = hashOf(recipe)
    const published = row.published === null ? null : (JSON.parse(row.published) as Json)
    update.run({
      id,
      architecture: JSON.stringify(architecture),
      recipe: JSON.stringify(recipe),
      architectureHash,
      recipeHash,
      published: published && JSON.stringify(convertPublished(published, { architectureHash, recipeHash })),
    })
  }
}

interface OldArchitecture {
  blocks: (Json & { batchNorm: boolean; pooling: { type: string; size?: number } })[]
  head: Json
}

function convertArchitecture({ blocks, head }: OldArchitecture): Json {
  return {
    blocks: blocks.map(({ batchNorm, pooling, ...block }) => ({
      ...block,
      stride: 1,
      padding: 'same',
      bias: true,
      normalisation: batchNorm ? 'batch' : 'none',
      join: null,
      pooling: pooling.type === 'none' ? { type: 'none' } : { ...pooling, stride: pooling.size },
    })),
    recurrent: [],
    head: { ...head, activation: 'relu' },
  }
}

function convertRecipe(recipe: Json): Json {
  return {
    ...recipe,
    schedule: { type: 'constant' },
    warmUpEpochs: 0,
    gradientClipping: null,
    focalGamma: 0,
    labelSmoothing: 0,
    augmentation: { timeShift: null, amplitudeScale: null, gaussianNoise: null, zeroMasking: null, cutMix: null },
  }
}

/** A published score says of which design and recipe it is. */
function convertPublished({ macroF1, ...rest }: Json, hashes: Json): Json {
  return { metric: 'macro-f1', value: macroF1, ...rest, ...hashes }
}

/** SHA-256 of JSON with sorted keys, without spaces. */
function hashOf(value: unknown): string {
  return createHash('sha256').update(sortedJson(value)).digest('hex')
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${sortedJson(item)}`).join(',')}}`
}
