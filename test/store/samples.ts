import { countConfusion } from '../../electron/shared/metrics.ts'
import { published11 } from '../../electron/shared/preset.ts'
import type { Epoch, Run } from '../../electron/shared/run.ts'
import type { SplitSummary } from '../../electron/shared/split.ts'
import type { Study } from '../../electron/shared/study.ts'
import type { ArtifactRef } from '../../electron/store/artifact.ts'
import type { FinishedRun, NewEvaluation } from '../../electron/store/runs.ts'
import type { NewDataSet, Store } from '../../electron/store/store.ts'

const bytesOf = (text: string, length: number): Uint8Array => new Uint8Array(Buffer.from(text.padEnd(length, '.')))

export const splitSummary: SplitSummary = {
  key: 'published',
  definition: { kind: 'published' },
  label: 'published',
  description: 'the source files',
  folds: [
    {
      counts: { train: [4, 1, 1, 1, 1], validation: [1, 0, 0, 0, 0], test: [2, 1, 1, 1, 0] },
      records: null,
      sharedPersons: 2,
      validationSharedPersons: 44,
    },
  ],
  leftOut: [0, 0, 0, 0, 0],
  headlineClasses: [0, 1, 2, 3, 4],
  sharedPersons: 2,
  validationSharedPersons: 44,
  persons: 44,
  badge: { text: '2 patients shared', tone: 'warning' },
}

/** A data set whose file has 1000 bytes and whose split has 100; equal names give equal bytes. */
export function newDataSet(store: Store, name: string, content = name): NewDataSet {
  return {
    name,
    beats: 14,
    beatLength: 187,
    sampleRateHz: 125,
    classCounts: [7, 2, 2, 2, 1],
    provenance: {
      source: 'synthetic',
      files: [{ name: 'beats.csv', bytes: 1000, sha256: 'ab', unpackedSha256: null, rows: 14 }],
      rule: 'made up',
      licence: 'none',
      attribution: 'nobody',
      notes: [{ tone: 'info', text: 'generated' }],
    },
    records: [{ record: '100', person: '100', counts: [7, 2, 2, 2, 1] }],
    file: store.files.putBytes(bytesOf(`beats ${content}`, 1000), 'beats'),
    splits: [{ summary: splitSummary, file: store.files.putBytes(bytesOf(`split ${content}`, 100), 'split') }],
  }
}

/** A study of Models 1, 6 and 11 on a data set of its own. */
export function addStudy(store: Store, name = 'depth', dataSetId = addDataSet(store, `${name} data`)): Study {
  return store.studies.insert({
    name,
    dataSetId,
    split: 'published',
    seeds: [1, 2],
    variants: published11([1, 6, 11]),
  })
}

export function addDataSet(store: Store, name: string): number {
  return store.dataSets.insert(newDataSet(store, name)).id
}

/** A queued run of the study's first variant. */
export function addRun(store: Store, study: Study, seed = 1): Run {
  const variant = store.variants.list(study.id)[0]
  if (!variant) throw new Error('The study has no variants.')
  return store.runs.insertQueued(variant.id, seed)
}

/** A run that trains, with one finished epoch. */
export function addTrainingRun(store: Store, study: Study, seed = 1): Run {
  const { id } = addRun(store, study, seed)
  store.runs.setState(id, 'preparing')
  store.runs.setState(id, 'training')
  store.runs.appendEpoch(id, epoch(1), true)
  return store.runs.get(id)
}

/** A finished run with 500 bytes of weights and 50 of test logits. */
export function addFinishedRun(store: Store, study: Study, seed = 1): Run {
  const { id } = addTrainingRun(store, study, seed)
  store.runs.finish(id, finishedRun(store, `run ${id}`))
  return store.runs.get(id)
}

/** A checkpoint of 200 bytes, put into the files but not yet named by a row. */
export function checkpoint(store: Store, content: string): ArtifactRef {
  return store.files.putBytes(bytesOf(`checkpoint ${content}`, 200), 'checkpoint')
}

/** Lets a waiting run train to `last`, with checkpoints; `best` is its best epoch. */
export function trainTo(store: Store, id: number, last: number, best = last): void {
  store.runs.setState(id, 'preparing')
  store.runs.setState(id, 'training')
  for (let number = store.runs.get(id).epoch + 1; number <= last; number++) {
    store.runs.appendEpoch(id, epoch(number), number <= best, checkpoint(store, `${id} ${number}`))
  }
}

/** Checkpoints that rows name. */
export const checkpointsOf = (store: Store) => store.artifacts.list().filter(({ kind }) => kind === 'checkpoint')

/** What is in them, in order. */
export const keptCheckpoints = (store: Store) =>
  checkpointsOf(store)
    .map(({ sha256 }) => Buffer.from(store.files.readArtifact(sha256)).toString().replace(/\.+$/, ''))
    .toSorted()

/** A run with three epochs, the first being the best, that was interrupted. */
export function addInterruptedRun(store: Store): number {
  const { id } = addRun(store, addStudy(store))
  trainTo(store, id, 3, 1)
  store.runs.end(id, { state: 'interrupted', reason: 'The engine ended.' })
  return id
}

export const lastLog = (store: Store, id: number) => store.runs.detail(id).log.at(-1)?.text

export function epoch(number: number, change: Partial<Epoch> = {}): Epoch {
  return {
    epoch: number,
    trainLoss: 1 / number,
    validationLoss: 2 / number,
    validationAccuracy: 0.5,
    validationMacroF1: 0.25,
    learningRate: 0.001,
    durationMs: 1000,
    ...change,
  }
}

export const labels = [0, 0, 1, 2, 3]
export const predicted = [0, 0, 1, 2, 2]

export function evaluation(change: Partial<NewEvaluation> = {}): NewEvaluation {
  const confusion = countConfusion(labels, predicted)
  return { part: 'test', loss: 0.5, confusion, predicted, logits: null, ...change }
}

export function finishedRun(store: Store, content: string): FinishedRun {
  return {
    reason: 'stopped early after epoch 1',
    bestEpoch: 1,
    finalEpoch: 1,
    weights: store.files.putBytes(bytesOf(`weights ${content}`, 500), 'weights'),
    evaluations: [
      evaluation({ logits: store.files.putBytes(bytesOf(`logits ${content}`, 50), 'logits') }),
      evaluation({ part: 'validation' }),
    ],
  }
}
