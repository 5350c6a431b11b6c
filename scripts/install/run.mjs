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
      resolve({ ok: code === 0, output, reason: [...tellingLines(output), ending].join('; ') })
    })
  })
}

/** What TensorFlow writes at every start, as `I0000 00:00:1 port.cc:153] ...`. */
const isChatter = (line) => /^(WARNING: All log messages|[IW]\d{4} )/.test(line)

/** The lines in which a program says what went wrong: the first that speak of an error, else the last. */
function tellingLines(output) {
  const lines = output
    .split('\n')
    .filter((line) => !isChatter(line))
    .map((line) => line.trim())
  const errors = lines.filter((line) => /\berror\b.*\w/i.test(line))
  return errors.length > 0 ? errors.slice(0, 2) : lines.filter(Boolean).slice(-2)
}
