import { holdEngineLock } from '../../../electron/store/engineLock.ts'

const lock = holdEngineLock(process.argv[2] ?? '')
process.send?.(lock !== null)
// Stays until it is killed; the channel to the test keeps it alive.
process.on('message', () => lock?.release())
