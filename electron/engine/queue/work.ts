import type { Architecture } from '../../shared/architecture.ts'
import { layersOf, type LayerSpec } from '../../shared/network.ts'
import { macsOf } from '../../shared/networkSummary.ts'
import type { Fold } from '../../shared/split.ts'

/**
 * What else a beat costs, counted as multiply-accumulates. Fitted to steps of published models on one thread
 * (`bench/steps.ts`): each value of a layer's output is also normalised, compared, pooled and copied; each call of a kernel
 * takes its time, which counts where layers go through a beat step by step.
 */
const macsOfOutput = 150
const macsOfCall = 5_000
const callsOfTimeStep = { rnn: 6, gru: 24, lstm: 0 } as const
const macsOfBeat = 100_000
/** Forward, gradient of the input, gradient of the weights. */
const passesOfTraining = 3

/** What a run has to compute, in multiply-accumulates: one epoch with its validation, and the scoring at its end. */
export interface RunWork {
  epoch: number
  /** The share of an epoch that is training, 0..1; the rest is validation. */
  trainingShare: number
  end: number
}

/** MACs x beats: says before anything was measured which runs are longer, and scales what was measured on others. */
export function workOf(architecture: Architecture, beatLength: number, counts: Fold['counts']): RunWork {
  const ofBeat = layersOf(architecture, beatLength).reduce((sum, layer) => sum + costOf(layer), macsOfBeat)
  const workOfPart = (part: keyof typeof counts) => ofBeat * counts[part].reduce((sum, count) => sum + count, 0)
  const training = passesOfTraining * workOfPart('train')
  const epoch = training + workOfPart('validation')
  return {
    epoch,
    trainingShare: epoch === 0 ? 1 : training / epoch,
    end: workOfPart('validation') + workOfPart('test'),
  }
}

function costOf(layer: LayerSpec): number {
  const { output } = layer
  const macs = macsOf(layer)
  const outputs = macs === 0 ? 0 : output.length * output.channels
  const steps = layer.type === 'recurrent' ? (layer.bidirectional ? 2 : 1) * output.length : 0
  const calls = layer.type === 'recurrent' ? steps * callsOfTimeStep[layer.cell] : 0
  return macs + macsOfOutput * outputs + macsOfCall * calls
}
