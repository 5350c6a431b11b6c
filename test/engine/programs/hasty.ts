import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { RunSpec, TrainerCommand, TrainerReport } from '../../../electron/shared/trainerProtocol.ts'

/**
 * A trainer that learns nothing and is gone before anybody can have read what it said. Its seed says what is wrong with
 * it: 2 writes no checkpoint in epoch 3, 3 goes on from an epoch that nobody has, 4 ends without a result, 5 with one
 * whose weights it has not written.
 */
const epochs = 30
const report = (message: TrainerReport) => process.send?.(message)
process.once('message', (command: TrainerCommand) => {
  if (command.type === 'train') train(command.spec)
  process.disconnect()
})

function train({ seed, outputFolder }: RunSpec): void {
  const file = (name: string) => path.join(outputFolder, `${name}.safetensors`)
  const environment = { beatbench: '0', node: '24', tensorflow: '2', cpu: 'any', threads: 1, oneDnn: false }
  const begun = seed === 3 ? 7 : 0
  report({ type: 'ready', parameters: 1, environment, sizes: { train: 2, validation: 1, test: 1 }, epoch: begun })
  for (let epoch = begun + 1; epoch <= epochs; epoch++) {
    const checkpointPath = file(`checkpoint-${epoch}`)
    if (seed !== 2 || epoch !== 3) writeFileSync(checkpointPath, `checkpoint ${seed} ${epoch}`.padEnd(100_000))
    const values = { trainLoss: 1, validationLoss: 1 / epoch, validationAccuracy: 0, validationMacroF1: 0 }
    const finished = { epoch, ...values, learningRate: 0.1, durationMs: 1 }
    report({ type: 'epoch', epoch: finished, isBest: epoch % 2 === 0, checkpointPath })
  }
  if (seed === 4) return
  for (const name of seed === 5 ? ['logits'] : ['weights', 'logits']) writeFileSync(file(name), name)
  const confusion = [0, 1, 2, 3, 4].map(() => [0, 0, 0, 0, 0])
  report({ type: 'evaluated', part: 'test', loss: 1, confusion, predicted: [0], logitsPath: file('logits') })
  report({ type: 'finished', reason: 'done', bestEpoch: 30, finalEpoch: 30, weightsPath: file('weights') })
}
