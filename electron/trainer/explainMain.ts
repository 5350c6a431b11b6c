import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../shared/appError.ts'
import { canonicalJson } from '../shared/architecture.ts'
import { layersOf } from '../shared/network.ts'
import type { ExplainAnswer, ExplainCommand, ExplainReport, ExplainSpec } from '../shared/trainerProtocol.ts'
import { gradCam } from './explain/gradCam.ts'
import { describeFailure } from './failure.ts'
import { buildNetwork } from './buildNetwork.ts'
import { destroyNetwork, type Network } from './network.ts'
import { loadTensorFlow } from './tensorflow.ts'
import { decodeWeights, putWeights } from './weights.ts'

/**
 * The program that explains single beats: forked, it answers one {@link ExplainCommand} after the other, keeps the last
 * network for the next one, and ends when the channel closes.
 */
const tf = loadTensorFlow(1)
let loaded: { key: string; network: Network } | null = null

process.on('disconnect', () => process.exit(0))
process.on('message', (command: ExplainCommand) => {
  const answer = (report: ExplainReport) => process.send?.(report)
  try {
    answer({ type: 'explained', id: command.id, answer: explain(command.spec) })
  } catch (error) {
    answer({ type: 'refused', id: command.id, error: describeFailure(error) })
  }
})

function explain({ architecture, weightsPath, ...request }: ExplainSpec): ExplainAnswer {
  if (request.samples.length === 0 || !request.samples.every(Number.isFinite))
    throw new AppError('bad-input', 'A beat is a list of finite numbers.')
  const key = canonicalJson({ architecture, weightsPath, length: request.samples.length })
  if (loaded?.key !== key) {
    const network = buildNetwork(tf, layersOf(architecture, request.samples.length), 0)
    try {
      putWeights(network, decodeWeights(network, readFileSync(weightsPath), basename(weightsPath)))
    } catch (error) {
      destroyNetwork(network)
      throw error
    }
    if (loaded) destroyNetwork(loaded.network)
    loaded = { key, network }
  }
  return gradCam(tf, loaded.network, request)
}
