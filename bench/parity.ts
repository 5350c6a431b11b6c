import { loadTensorFlow } from '../electron/trainer/tensorflow.ts'
import { largestDifference, type Comparison } from '../test/support/parity/compareStored.ts'
import { readFixture } from '../test/support/parity/fixtures.ts'
import { compareLayers } from '../test/support/parity/layerParity.ts'
import { compareLoss } from '../test/support/parity/lossParity.ts'
import { trainLikePyTorch } from '../test/support/parity/networkParity.ts'
import { compareClipping, compareOptimiser } from '../test/support/parity/optimiserParity.ts'

/**
 * How far the trainer is from PyTorch, as Markdown tables:
 *
 *     node bench/parity.ts [layers|losses|optimisers|networks ...]
 *
 * Each number is a largest absolute difference from PyTorch in float64, which `test/fixtures/trainer/make_pytorch_fixture.py`
 * stored, given the same weights, beats and gradients; the tests hold the trainer to it. The last columns of each table say
 * how far PyTorch itself is from it in float32. Layers: 2 beats of 13 samples and 3 channels unless their name says
 * otherwise; the loss is a sum of outputs times numbers within +-1. Networks: 50 steps of batch 64.
 * With TF_ENABLE_ONEDNN_OPTS=0 the trainer runs TensorFlow's own kernels instead of oneDNN's.
 */
const tf = loadTensorFlow(1)

type Row = readonly (string | number)[]

function printTable(title: string, head: readonly string[], rows: readonly Row[]): void {
  const cells = [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows.map((row) => row.map(written))]
  const widths = head.map((_, i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)))
  const lines = cells.map((row) =>
    row.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | '),
  )
  console.log(`\n${title}\n\n${lines.map((line) => `| ${line} |`).join('\n')}`)
}

/** Differences to two digits; -Infinity is the largest of none. */
function written(cell: string | number): string {
  if (typeof cell === 'string') return cell
  if (cell === -Infinity) return ''
  return cell === 0 ? '0' : cell.toExponential(1)
}

const largestOf = (comparisons: readonly Comparison[], belongs: (name: string) => boolean) =>
  Math.max(...comparisons.filter(({ name }) => belongs(name)).map(({ difference }) => difference))
const noiseOf = (comparisons: readonly Comparison[]) =>
  Math.max(...comparisons.map(({ pytorchFloat32 }) => pytorchFloat32))

const isStatistic = (name: string) => name.includes('.running_')
const isParameterGradient = (name: string) => name.startsWith('gradient of ') && name !== 'gradient of input'

function printLayers(): void {
  const rows = readFixture('Layers').cases.map((layerCase): Row => {
    const found = compareLayers(tf, layerCase)
    return [
      layerCase.name,
      largestOf(found, (name) => name.startsWith('output')),
      largestOf(found, (name) => name === 'gradient of input'),
      largestOf(found, isParameterGradient),
      largestOf(found, isStatistic),
      noiseOf(found),
    ]
  })
  const head = ['layer', 'forward', 'input gradient', 'parameter gradients', 'running statistics', 'PyTorch float32']
  printTable('Layers', head, rows)
}

function printLosses(): void {
  const { logits, cases } = readFixture('Losses')
  const rows = cases.map((lossCase): Row => {
    const found = compareLoss(logits, lossCase)
    return [lossCase.name, ...found.map(({ difference }) => difference), noiseOf(found)]
  })
  printTable('Losses', ['loss', 'value', 'gradient', 'PyTorch float32'], rows)
}

function printOptimisers(): void {
  const optimisers = readFixture('Optimisers')
  const clipping = readFixture('Clipping')
  const steps = optimisers.cases.map((optimiserCase): Row => {
    const { difference, pytorchFloat32 } = compareOptimiser(tf, optimisers, optimiserCase)
    return [optimiserCase.name, difference, pytorchFloat32]
  })
  printTable('Optimisers', ['ten steps of', 'weights', 'PyTorch float32'], steps)
  const clipped = clipping.cases.map((clippingCase): Row => {
    const { difference, largest } = compareClipping(tf, clipping, clippingCase)
    return [clippingCase.name, difference, largest]
  })
  printTable('Clipping', ['clipping', 'gradients', 'largest gradient'], clipped)
}

function printNetworks(): void {
  const rows = readFixture('Networks').cases.map((networkCase): Row => {
    const { name, start, losses, losses64 } = networkCase
    const found = trainLikePyTorch(tf, networkCase)
    const isWeight = (tensor: string) => tensor !== 'logits' && !isStatistic(tensor)
    return [
      `${name}, ${start === 'open' ? 'open gates' : 'as initialised'}`,
      largestDifference(found.losses, losses),
      largestDifference(found.losses, losses64),
      largestDifference(losses, losses64),
      largestOf(found.comparisons, isWeight),
      noiseOf(found.comparisons.filter((tensor) => isWeight(tensor.name))),
      largestOf(found.comparisons, (tensor) => tensor === 'logits'),
      noiseOf(found.comparisons.filter((tensor) => tensor.name === 'logits')),
    ]
  })
  const ours = ['losses to float32', 'to float64', 'PyTorch float32']
  const pairs = ['weights', 'PyTorch float32', 'logits', 'PyTorch float32']
  printTable('Networks after 50 steps', ['network', ...ours, ...pairs], rows)
}

const parts = { layers: printLayers, losses: printLosses, optimisers: printOptimisers, networks: printNetworks }
const wanted = process.argv.slice(2)
console.log(`TensorFlow ${tf.version} beside PyTorch ${readFixture('Networks').torch}`)
for (const [name, print] of Object.entries(parts)) if (wanted.length === 0 || wanted.includes(name)) print()
