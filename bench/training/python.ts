import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inCache } from '../../scripts/install/cache.mjs'

const requirements = path.join(import.meta.dirname, 'requirements.txt')

/** The interpreter of a Python environment with the packages of `requirements.txt`, made in the cache folder the first time. */
export function pythonEnvironment(): string {
  const digest = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const folder = inCache(`bench-training-${digest}`)
  const interpreter = path.join(folder, 'bin', 'python')
  const whole = path.join(folder, 'whole')
  if (existsSync(whole)) return interpreter
  console.log(`Making a Python environment in ${folder}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(path.dirname(folder), { recursive: true })
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' })
  execFileSync(interpreter, ['-m', 'pip', 'install', '--quiet', '-r', requirements], { stdio: 'inherit' })
  writeFileSync(whole, '')
  return interpreter
}
