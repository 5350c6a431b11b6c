import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './report.mjs'

const heartbeatMs = 5_000
const staleAfterMs = 30_000

/**
 * Runs `work` while no other set-up of this user does. The lock is a file its holder touches every few seconds, so one
 * whose holder died is recognised on any machine; on the same machine a dead process is seen at once.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, work) {
  mkdirSync(path.dirname(file), { recursive: true })
  const mine = JSON.stringify({ pid: process.pid, host: hostname() })
  for (let waitedMs = 0; !tryCreate(file, mine); waitedMs += 500) {
    if (waitedMs === 0) say('waiting for another set-up to finish')
    removeIfStale(file)
    await sleep(500)
  }
  const heartbeat = setInterval(() => touch(file), heartbeatMs)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    rmSync(file, { force: true })
  }
}

function tryCreate(file, content) {
  try {
    writeFileSync(file, content, { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function touch(file) {
  const now = new Date()
  if (statSync(file, { throwIfNoEntry: false })) utimesSync(file, now, now)
}

/** Takes the stale lock away under another name first, so that of two waiting set-ups only one removes it. */
function removeIfStale(file) {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats) return
  const silent = Date.now() - stats.mtimeMs > staleAfterMs
  if (!silent && !holderIsGone(file)) return
  try {
    const aside = `${file}.stale-${process.pid}`
    renameSync(file, aside)
    rmSync(aside)
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
}

function holderIsGone(file) {
  try {
    const { pid, host } = JSON.parse(readFileSync(file, 'utf8'))
    if (host !== hostname()) return false
    if (pid === process.pid) return true
    process.kill(pid, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
