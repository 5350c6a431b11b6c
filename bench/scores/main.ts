import { performance } from 'node:perf_hooks'
import { predictionCurves } from '../../electron/shared/scores/predictionCurves.ts'
import { scorePredictions } from '../../electron/shared/scores/scorePredictions.ts'
import { largestByName } from '../../test/support/scores/compareNumbers.ts'
import { compareWithScikit } from '../../test/support/scores/compareWithScikit.ts'
import { drawPredictions } from '../../test/support/scores/drawPredictions.ts'
import { askScikit } from './askScikit.ts'
import { drawCases } from './drawCases.ts'

/**
 * How far the scores are from scikit-learn's, computed by both programs on the spot from predictions that are drawn anew:
 *
 *     python -m venv venv && venv/bin/pip install scikit-learn
 *     node bench/scores/main.ts --python venv/bin/python [--seed 1] [--cases 60]
 *
 * Differences are absolute below 1 and relative above, the largest over all cases; the last line tells the largest of all.
 * Ends with 1 where one is above 1e-12. Curves are compared with all their points.
 */
const option = (name: string) => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}
const python = option('python')
if (python === undefined) throw new Error('Which Python? --python PATH, of an environment with scikit-learn.')
const seed = Number(option('seed') ?? 1)
const count = Number(option('cases') ?? 60)
const tolerance = 1e-12

const cases = drawCases(seed, count)
const { versions, answers } = askScikit(python, cases)
const differences = cases.flatMap(({ predictions, headline }, index) => {
  const answer = answers[index]
  if (!answer) throw new Error(`scikit-learn has no answer to case ${index}.`)
  return compareWithScikit(predictions, headline, answer)
})
const beats = cases.map(({ predictions }) => predictions.labels.length)
console.log(`scikit-learn ${versions['scikit-learn']}, SciPy ${versions['scipy']}, numpy ${versions['numpy']}`)
console.log(
  `${count} cases of seed ${seed}: ${Math.min(...beats)} to ${Math.max(...beats)} beats, ` +
    `${cases.filter(({ predictions }) => predictions.logits === null).length} without logits, ` +
    `${differences.length} numbers\n`,
)
const rows = [...largestByName(differences)].map(([name, difference]) => ({ name, text: written(difference) }))
const width = Math.max(...rows.map(({ name }) => name.length))
console.log(`| ${'score'.padEnd(width)} | difference |\n| ${'-'.repeat(width)} | ---------: |`)
for (const { name, text } of rows) console.log(`| ${name.padEnd(width)} | ${text.padStart(10)} |`)

const many = drawPredictions('110,000 beats', {
  beats: 110_000,
  shares: [0.83, 0.86, 0.93, 0.935],
  signal: 4,
  spread: 6,
  patterns: 0,
})
const times = [() => scorePredictions(many, [0, 1, 2, 3, 4]), () => predictionCurves(many)].map((compute) => {
  const start = performance.now()
  compute()
  return `${Math.round(performance.now() - start)} ms`
})
console.log(`\n110,000 beats: scores in ${times[0]}, curves in ${times[1]}`)

const largest = Math.max(...differences.map(({ difference }) => difference))
console.log(`The largest difference of all: ${written(largest)}`)
if (!(largest <= tolerance)) process.exitCode = 1

function written(difference: number): string {
  return difference === 0 ? '0' : difference.toExponential(1)
}
