import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { createRandom } from '../../electron/shared/random.ts'
import { defaultResamples } from '../../electron/shared/statistics/statisticsInput.ts'
import { drawCases, type Cases } from './drawCases.ts'
import { drawnNumbers, exactNumbers, type Numbers } from './ours.ts'
import { timeLargeStudy } from './timing.ts'

/**
 * Compares the statistics with SciPy and scikit-learn on newly drawn cases:
 *
 *     node bench/statistics/main.ts --python PATH [--seed N]
 *
 * PATH is a Python with both. What is exact has to agree to rounding; of bootstrap intervals from drawn resamples the
 * difference is told in standard errors of such an end. The seed of the cases is printed, to draw the same again.
 */
const { values: options } = parseArgs({ options: { python: { type: 'string' }, seed: { type: 'string' } } })
if (options.python === undefined) throw new Error('--python PATH is missing: a Python with SciPy and scikit-learn.')
const seed = Number(options.seed ?? Date.now() % 1_000_000)

interface Reference {
  versions: Record<string, string>
  exact: Numbers
  drawn: Record<string, { values: number[]; spreads: number[] }>
}

function askPython(python: string, cases: Cases): Reference {
  const script = path.join(import.meta.dirname, 'reference.py')
  const { status, stdout, stderr, error } = spawnSync(python, [script], {
    input: JSON.stringify(cases),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  if (status !== 0) throw error ?? new Error(`${python} ${script}: ${stderr}`)
  return JSON.parse(stdout) as Reference
}

function largestDifference(ours: readonly number[], theirs: readonly number[]): number {
  if (ours.length !== theirs.length) throw new Error(`${ours.length} numbers here, ${theirs.length} there.`)
  return Math.max(...ours.map((value, index) => Math.abs(value - theirs[index]!)))
}

/** Standard error of a 2.5 % quantile of a normal distribution of standard deviation 1, from so many draws. */
const quantileError = (draws: number): number => Math.sqrt((0.025 * 0.975) / draws) / 0.05845
/** Draws here and in `reference.py`. */
const endError = Math.hypot(quantileError(defaultResamples), quantileError(20_000))

const cases = drawCases(createRandom(seed, 'statistics cases'))
const reference = askPython(options.python, cases)
console.log(
  `Cases of seed ${seed}; ${Object.entries(reference.versions)
    .map((entry) => entry.join(' '))
    .join(', ')}\n`,
)

const exact = Object.entries(exactNumbers(cases)).map(([name, numbers]) => {
  const difference = largestDifference(numbers, reference.exact[name] ?? [])
  console.log(
    `${name.padEnd(36)} ${String(numbers.length).padStart(4)} numbers, largest difference ${difference.toExponential(1)}`,
  )
  return difference
})
for (const [name, numbers] of Object.entries(drawnNumbers(cases))) {
  const { values = [], spreads = [] } = reference.drawn[name] ?? {}
  const scaled = (list: readonly number[]) => list.map((value, index) => value / (spreads[index]! * endError))
  const difference = largestDifference(scaled(numbers), scaled(values))
  console.log(
    `${name.padEnd(36)} ${String(numbers.length).padStart(4)} ends, largest difference ${difference.toFixed(1)} standard errors`,
  )
}
console.log(`\n${timeLargeStudy()}`)
console.log(`largest difference: ${Math.max(...exact).toExponential(1)}`)
