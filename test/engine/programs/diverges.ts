import type { TrainerReport } from '../../../electron/shared/trainerProtocol.ts'

/** A trainer that begins well and fails in its first epoch. */
const report = (message: TrainerReport) => process.send?.(message)
process.on('disconnect', () => process.exit(1))
process.once('message', () => {
  const environment = { beatbench: '0', node: '24', tensorflow: '2', cpu: 'any', threads: 1, oneDnn: false }
  report({ type: 'ready', parameters: 1, environment, sizes: { train: 2, validation: 1, test: 1 }, epoch: 0 })
  const error = { code: 'diverged' as const, message: 'The loss became NaN.', hint: 'Lower the learning rate.' }
  report({ type: 'failed', error })
  process.disconnect()
})
