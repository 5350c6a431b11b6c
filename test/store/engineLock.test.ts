import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { holdEngineLock } from '../../electron/store/engineLock.ts'
import { temporaryFolder, thrownBy } from './temporaryStore.ts'

/** Another process that takes the lock and says whether it got it. */
async function otherHolder(path: string): Promise<{ child: ChildProcess; isHeld: boolean }> {
  const child = fork(join(import.meta.dirname, 'programs/holdLock.ts'), [path])
  onTestFinished(() => void child.kill('SIGKILL'))
  const [isHeld] = (await once(child, 'message')) as [boolean]
  return { child, isHeld }
}

describe('the engine lock', () => {
  it('is refused while another process holds it and free again when that one is killed', async () => {
    const path = join(temporaryFolder(), 'experiments.db')
    const { child, isHeld } = await otherHolder(path)
    expect(isHeld).toBe(true)
    expect(holdEngineLock(path)).toBeNull()

    const exit = once(child, 'exit')
    child.kill('SIGKILL')
    await exit
    const lock = holdEngineLock(path)
    expect(lock).not.toBeNull()
    lock?.release()
  })

  it('keeps another process out, until it is released', async () => {
    const path = join(temporaryFolder(), 'experiments.db')
    const lock = holdEngineLock(path)
    expect((await otherHolder(path)).isHeld).toBe(false)
    lock?.release()
    expect((await otherHolder(path)).isHeld).toBe(true)
  })

  it('is held once in a process too', () => {
    const path = join(temporaryFolder(), 'experiments.db')
    const lock = holdEngineLock(path)
    expect(holdEngineLock(path)).toBeNull()
    lock?.release()
  })

  it('is the same by whichever link the database is reached', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'experiments.db')
    writeFileSync(path, '')
    symlinkSync(path, join(folder, 'link.db'))
    const lock = holdEngineLock(path)
    expect(holdEngineLock(join(folder, 'link.db'))).toBeNull()
    lock?.release()
  })

  it('says so when the folder cannot be made', () => {
    const path = join(temporaryFolder(), 'file')
    writeFileSync(path, '')
    expect(thrownBy(() => holdEngineLock(join(path, 'experiments.db')))).toMatchObject({ code: 'read-only' })
  })
})
