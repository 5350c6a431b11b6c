import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Epoch } from '../shared/run.ts'
import type { RunSpec } from '../shared/trainerProtocol.ts'
import { decodeCheckpoint, identityOf, restoreCheckpoint, scoredEpochSchema, type ScoredEpoch } from './checkpoint.ts'
import { createMonitor, type Monitor } from './earlyStopping.ts'
import type { Training } from './trainEpoch.ts'
import { decodeWeights, putWeights, takeWeights, type Weights } from './weights.ts'

/** Where a run stands between two epochs. */
export interface RunState {
  history: ScoredEpoch[]
  monitor: Monitor
  /** Weights of the best epoch, where the recipe ends with them. */
  bestWeights: Weights | null
}

/**
 * Brings a network to where its run begins: first weights as drawn, or from a file, or the state of a checkpoint.
 * @throws AppError `bad-file` where a file is damaged or belongs to another run.
 */
export function beginRun(spec: RunSpec, training: Pick<Training, 'network' | 'optimiser'>): RunState {
  const state: RunState = { history: [], monitor: createMonitor(spec.recipe.earlyStopping), bestWeights: null }
  const { network } = training
  if (spec.initialWeightsPath) putWeights(network, decodeWeights(network, ...readNamed(spec.initialWeightsPath)))
  if (!spec.resume) return state
  const identity = identityOf(spec)
  const checkpoint = decodeCheckpoint(network, identity, ...readNamed(spec.resume.lastPath))
  restoreCheckpoint(training, checkpoint)
  for (const epoch of checkpoint.history) state.monitor.observe(epoch)
  state.history.push(...checkpoint.history)
  if (spec.recipe.finalWeights === 'best')
    state.bestWeights = decodeCheckpoint(network, identity, ...readNamed(spec.resume.bestPath)).weights
  return state
}

/** Takes a finished epoch in; true where it is the best so far. */
export function recordEpoch(state: RunState, epoch: Epoch, { recipe }: RunSpec, { network }: Training): boolean {
  state.history.push(scoredEpochSchema.parse(epoch))
  const isBest = state.monitor.observe(epoch)
  if (isBest && recipe.finalWeights === 'best') state.bestWeights = takeWeights(network)
  return isBest
}

function readNamed(path: string): [Uint8Array, string] {
  return [readFileSync(path), basename(path)]
}
