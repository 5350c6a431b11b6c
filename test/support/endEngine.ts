import { connectEngine } from '../../electron/client/connectEngine.ts'
import { holdEngineLock } from '../../electron/store/engineLock.ts'

/** Ends the engine of a database and its trainings, and waits until it has gone. An engine that is not there is fine. */
export async function endEngine(databasePath: string): Promise<void> {
  const client = await connectEngine({ databasePath, mayStart: false }).catch(() => null)
  await client?.invoke('engine.shutdown', { stopRuns: true })
  client?.close()
  for (;;) {
    const lock = holdEngineLock(databasePath)
    if (lock) return lock.release()
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
