import { spawn } from 'node:child_process'

/**
 * Runs a program to its end with nothing on its stdin and its output collected.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string>, signal?: AbortSignal }} [options]
 * @returns {Promise<{ ok: boolean, output: string, reason: string }>} `reason` says in words why it failed
 */
export function run(program, args, { cwd, env, signal } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    })
    let output = ''
    const collect = (chunk) => (output += chunk)
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => resolve({ ok: false, output, reason: `${program}: ${error.message}` }))
    child.on('close', (code, endedBy) => {
      const ending = endedBy ? `${program} was ended by ${endedBy}` : `${program} ended with code ${code}`
      resolve({ ok: code === 0, output, reason: [lastLines(output), ending].filter(Boolean).join('; ') })
    })
  })
}

/** The end of a program's output, which is where it says what went wrong. */
function lastLines(output) {
  return output.trim().split('\n').slice(-4).join('\n')
}
