import { readFileSync } from 'node:fs'
import { AppError } from '../../shared/appError.ts'
import type { Repetition, RunDetail } from '../../shared/run.ts'
import { decodeSafetensors, type Safetensors } from '../../shared/safetensors.ts'
import { runName } from '../../shared/seedText.ts'
import { hashFile } from '../../store/hash.ts'
import type { Evaluation } from '../../store/runs.ts'
import type { Store } from '../../store/store.ts'
import { environmentChanges } from '../environmentChanges.ts'
import type { EventHub } from '../eventHub.ts'
import type { JobResult, NewJob } from '../jobs/jobList.ts'
import { runSpecOf } from '../queue/runSpec.ts'
import type { RunProgress } from '../queue/runProgress.ts'
import { compareCurves, compareLogits, compareScores, compareWeights } from './compareRun.ts'
import { repeatTraining, type RepeatedRun } from './repeatTraining.ts'

interface Parts {
  store: Store
  events: EventHub
  progress: RunProgress
  trainer: string
}

/** What a run left behind, read when its repetition begins. */
interface StoredRun {
  detail: RunDetail
  evaluations: Evaluation[]
  /** SHA-256; null where the weights are not kept. */
  weights: string | null
}

/**
 * The job that trains a finished run again, from the beginning and for as many epochs, and compares every number with
 * what is stored, bit for bit.
 * @throws AppError `conflict` for a run that has not finished.
 */
export function repeatJob(parts: Parts, id: number): NewJob {
  const { store, trainer } = parts
  const stored = readRun(store, id)
  const { epoch } = stored.detail
  const plan = { ...store.runs.plan(id), until: epoch, checkpoint: null }
  return {
    kind: 'repeat',
    title: `Repeat run ${id}: ${runName(stored.detail)}`,
    runId: id,
    begin: (folder, onProgress) => {
      const training = repeatTraining(trainer, runSpecOf(store, plan, folder), onProgress)
      return {
        result: training.result.then((repeated) => keepRepetition(parts, stored, repeated)),
        cancel: training.cancel,
      }
    },
  }
}

function readRun(store: Store, id: number): StoredRun {
  const detail = store.runs.detail(id)
  if (detail.state !== 'finished')
    throw new AppError('conflict', `Run ${id} is ${detail.state}.`, 'Only finished runs are repeated.')
  const evaluations = detail.scores.flatMap(({ part }) => store.evaluations.get(id, part) ?? [])
  return { detail, evaluations, weights: store.runs.weights(id)?.sha256 ?? null }
}

async function keepRepetition(parts: Parts, stored: StoredRun, repeated: RepeatedRun): Promise<JobResult> {
  const { store, events, progress } = parts
  const { id, endedAt } = stored.detail
  const { differences, notKept } = await compare(store, stored, repeated)
  const now = store.runs.get(id)
  if (now.state !== 'finished' || now.endedAt !== endedAt)
    throw new AppError(
      'conflict',
      `Run ${id} was trained on while it was repeated.`,
      'Repeat it again when it has ended.',
    )
  const repetition: Repetition = {
    at: new Date().toISOString(),
    isIdentical: differences.length === 0,
    differences,
    environmentChanges: [
      ...(stored.detail.environment?.changes ?? []).map((change) => `while it was trained, ${change}`),
      ...environmentChanges(stored.detail.environment, repeated.environment),
    ],
  }
  const verdict = repetition.isIdentical ? 'identical, bit for bit' : 'different'
  const message = notKept.length === 0 ? verdict : `${verdict}; not kept, so not compared: ${notKept.join(', ')}`
  const log = store.transaction(() => {
    store.runs.addRepetition(id, repetition)
    return store.runs.appendLog(id, [`Repeated: ${message}.`, ...differences].join(' '))
  })
  events.publish('run.log', { runId: id, ...log })
  progress.tell(id)
  return { message }
}

async function compare(
  store: Store,
  stored: StoredRun,
  repeated: RepeatedRun,
): Promise<{ differences: string[]; notKept: string[] }> {
  const differences = compareCurves(stored.detail.curve, repeated.curve)
  const notKept: string[] = []
  for (const before of stored.evaluations) {
    const now = repeated.evaluations.find(({ part }) => part === before.part)
    differences.push(...compareScores(before, now))
    if (before.logitsSha256 === null) notKept.push(`logits of the ${before.part} part`)
    else if (now)
      differences.push(
        ...(await compareFiles(store, before.logitsSha256, now.logitsPath, {
          missing: `The stored logits of the ${before.part} part are missing, and the new ones are others.`,
          compare: (a, b) => compareLogits(before.part, a, b),
        })),
      )
  }
  if (stored.weights === null) notKept.push('weights')
  else
    differences.push(
      ...(await compareFiles(store, stored.weights, repeated.weightsPath, {
        missing: 'The stored weights are missing, and the new ones are others.',
        compare: compareWeights,
      })),
    )
  return { differences, notKept }
}

interface FileComparison {
  /** What to say where the stored file is gone and its SHA-256 alone tells that the new one is another. */
  missing: string
  compare(before: Safetensors, now: Safetensors): string[]
}

/** Nothing for files of equal SHA-256; else what their tensors tell. */
async function compareFiles(store: Store, sha256: string, path: string, how: FileComparison): Promise<string[]> {
  if ((await hashFile(path)).sha256 === sha256) return []
  if (!store.files.has(sha256)) return [how.missing]
  const before = decodeSafetensors(store.files.readArtifact(sha256), 'The stored file')
  return how.compare(before, decodeSafetensors(readFileSync(path), 'The new file'))
}
