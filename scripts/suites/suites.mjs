import { mkdtempSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describeKernels } from '../install/kernels.mjs'
import { projectNode } from '../install/nodeRuntime.mjs'
import { inProject } from '../install/project.mjs'
import { runGroup } from './runGroup.mjs'
import { withVirtualDisplay } from './virtualDisplay.mjs'
import { countTests } from './vitestCounts.mjs'

/** A suite that hangs is ended; the longest takes about four minutes on two cores. */
const limitMs = 15 * 60_000

/** Every suite of `npm test`, in order; each resolves to its counts, also when it fails. */
export const suites = {
  format: () => check('prettier/bin/prettier.cjs', ['--check', '.']),
  types: () => check('vue-tsc/bin/vue-tsc.js', ['--noEmit']),
  lint: () => check('eslint/bin/eslint.js', ['.']),
  unit: () => vitest('vitest.config.ts'),
  stock: trainerWithStockKernels,
  build: async () => one(await build()),
  e2e: async () => ((await build()) ? vitest('vitest.e2e.config.ts') : notBuilt),
  electron: () => withVirtualDisplay((display) => vitest('vitest.electron.config.ts', { env: { DISPLAY: display } })),
}

/** The suites that need neither a browser nor a display. */
export const quickSuites = ['format', 'types', 'lint', 'unit', 'stock']

const notBuilt = { ...one(false), remarks: ['there is no build to test'] }

/** Quick when `out/` is up to date. */
function build() {
  return runGroup(projectNode(), [inProject('scripts', 'build.mjs')], { limitMs })
}

async function check(program, args) {
  return one(await runGroup(projectNode(), [inProject('node_modules', program), ...args], { limitMs }))
}

function one(succeeded) {
  return { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0, remarks: [] }
}

/** The trainer's numeric tests once more, with TensorFlow's own kernels, where `unit` was run with the fused ones. */
async function trainerWithStockKernels() {
  const { BEATBENCH_KERNELS: chosen } = process.env
  if (describeKernels() === 'fused' && chosen !== 'stock')
    return vitest('vitest.config.ts', { env: { BEATBENCH_KERNELS: 'stock' }, only: ['test/trainer/'] })
  return { ...one(true), passed: 0, remarks: ['these kernels served in `unit` already'] }
}

async function vitest(config, { env = {}, only = [] } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'beatbench-report-'))
  const report = path.join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = [inProject('node_modules', 'vitest', 'vitest.mjs'), 'run', ...only, `--config=${config}`, ...reporters]
  try {
    const succeeded = await runGroup(projectNode(), args, { env, limitMs })
    if (!existsSync(report)) return { ...one(false), remarks: [`${config}: no tests were run`] }
    const counts = countTests(JSON.parse(readFileSync(report, 'utf8')))
    if (succeeded || counts.failed > 0) return counts
    return { ...counts, failed: 1, remarks: [`${config}: an error outside of the tests`] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
