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
  for (let hasSaid = false; !tryCreate(file, mine);) {
    if (removeIfStale(file)) continue
    if (!hasSaid) say('waiting for another set-up to finish')
    hasSaid = true
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

/**
 * Takes a stale lock away, under another name first: of two waiting set-ups only one gets it so, and a lock that was
 * renewed in between is put back.
 */
function removeIfStale(file) {
  const stats = statSync(file, { throwIfNoEntry: false })
  if (!stats) return true
  const isSilent = Date.now() - stats.mtimeMs > staleAfterMs
  if (!isSilent && !holderIsGone(file)) return false
  const aside = `${file}.stale-${process.pid}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (error.code === 'ENOENT') return true
    throw error
  }
  if (statSync(aside).mtimeMs === stats.mtimeMs) rmSync(aside)
  else renameSync(aside, file)
  return true
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
