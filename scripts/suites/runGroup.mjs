import { spawn } from 'node:child_process'
import { projectFolder } from '../install/project.mjs'

const groups = new Set()

/**
 * Runs a program with its output shown, in a process group of its own, so that it and whatever it started can be ended
 * together.
 * @param {string} program
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, limitMs: number }} options
 * @returns {Promise<boolean>} whether it ended by itself, with success
 */
export function runGroup(program, args, { env, limitMs }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
      detached: true,
    })
    groups.add(child.pid)
    const timer = setTimeout(() => {
      console.log(`${program} took longer than ${limitMs / 60_000} minutes and was stopped`)
      endGroup(child.pid)
    }, limitMs)
    const settle = (succeeded) => {
      clearTimeout(timer)
      endGroup(child.pid)
      resolve(succeeded)
    }
    child.on('error', (error) => {
      console.log(error.message)
      settle(false)
    })
    child.on('close', (code) => settle(code === 0))
  })
}

/** Ends all programs that still run, when the tests themselves are stopped. */
export function endGroups() {
  groups.forEach(endGroup)
}

function endGroup(id) {
  groups.delete(id)
  if (id === undefined) return
  try {
    process.kill(-id, 'SIGKILL')
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}
