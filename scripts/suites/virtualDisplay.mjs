import { spawn } from 'node:child_process'

/**
 * Starts Xvfb on a free display number for as long as `work` runs.
 * @template T
 * @param {(display: string) => Promise<T>} work gets the value for `DISPLAY`
 * @returns {Promise<T>}
 */
export async function withVirtualDisplay(work) {
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  try {
    return await work(`:${await readDisplayNumber(xvfb)}`)
  } finally {
    xvfb.kill()
  }
}

function readDisplayNumber(xvfb) {
  return new Promise((resolve, reject) => {
    xvfb.stdio[3].once('data', (data) => resolve(String(data).trim()))
    xvfb.once('error', reject)
    xvfb.once('exit', () => reject(new Error('Xvfb ended before it had a display')))
  })
}
