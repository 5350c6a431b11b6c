import type { Contestant } from './contestants.ts'
import type { BenchData } from './data.ts'
import { commonParameters, taskOf } from './measure.ts'
import type { Checked } from './protocol.ts'
import { Worker } from './worker.ts'

const stretches = 4
const steps = 16
/** Of the median loss of a stretch. Programs round differently, and training spreads what differs. */
const tolerances = [0.005, 0.02, 0.05, 0.05]

/** What to check, and with what. */
interface CheckPlan {
  contestants: readonly Contestant[]
  data: BenchData
  folder: string
  python: string
}

/**
 * Shows that all contestants train the same thing: from the same weights over the same batches, the mean losses of
 * stretches of steps fall and agree. Prints them; true where they do.
 */
export async function checkModel(model: number, { contestants, data, folder, python }: CheckPlan): Promise<boolean> {
  const task = { ...taskOf(model, 1, data, folder), check: { stretches, steps } }
  const found: { title: string; checked: Checked }[] = []
  for (const contestant of contestants)
    found.push({ title: contestant.title, checked: await Worker.check(contestant, task, python) })
  const parameters = commonParameters(found.map(({ checked }) => ({ facts: checked })))
  console.log(`\nModel ${model}: ${parameters} parameters; mean losses of ${stretches} times ${steps} steps`)
  const medians = Array.from({ length: stretches }, (_, stretch) => {
    const losses = found.map(({ checked }) => checked.losses[stretch] ?? Number.NaN)
    return losses.sort((a, b) => a - b)[Math.floor(losses.length / 2)] ?? Number.NaN
  })
  const verdicts = found.map(({ title, checked: { losses } }) => {
    const off = losses.map((loss, stretch) => Math.abs(loss / (medians[stretch] ?? Number.NaN) - 1))
    const agrees = off.length === stretches && off.every((part, stretch) => part <= (tolerances[stretch] ?? 0))
    const falls = (losses.at(-1) ?? Infinity) < (losses[0] ?? -Infinity)
    const verdict = agrees && falls ? 'agrees' : agrees ? 'DOES NOT FALL' : 'DIFFERS'
    const cells = losses.map((loss, stretch) => `${loss.toFixed(5)} (${((off[stretch] ?? 0) * 100).toFixed(2)} %)`)
    console.log(`  ${title.padEnd(26)} ${cells.join('  ')}  ${verdict}`)
    return agrees && falls
  })
  return verdicts.every(Boolean)
}
