import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { bestSample, isMet, limitOf, speedUp, spreadOf, targets, work } from '../../../bench/training/compare.ts'
import { contestants, contestantsOf } from '../../../bench/training/contestants.ts'
import { gflopOf } from '../../../bench/training/measure.ts'
import { plotOf } from '../../../bench/training/plot.ts'
import { reportOf } from '../../../bench/training/report.ts'
import { withModel, writeResults, type ModelSpeed, type Results, type Sample } from '../../../bench/training/results.ts'
import { temporaryFolder } from '../../support/temporaryFolder.ts'

const sample = (contestant: string, mode: Sample['mode'], ms: number[]): Sample => ({
  contestant,
  mode,
  ms,
  cpuMs: ms.map((each) => (mode === 'pair' ? 2 * each : each)),
})

const speedOf = (model: number, samples: Sample[]): ModelSpeed => ({
  model,
  measuredAt: '2026-11-25T10:00:00.000Z',
  load: 0.1,
  rounds: 3,
  secondsEach: 1,
  parameters: 34117,
  gflop: 0.2,
  samples,
  notes: { fused: 'kernels: avx512' },
  idleShare: 0.01,
})

const model11 = speedOf(11, [
  sample('fused', 'one', [2, 2, 2]),
  sample('fused', 'two', [1.9, 1.9, 1.9]),
  sample('fused', 'pair', [1, 1.1, 1]),
  sample('jax', 'one', [6, 6, 6]),
  sample('jax', 'pair', [3, 3.3, 4]),
  sample('tf-layers', 'one', [36, 37, 38]),
  sample('sgemm', 'one', [20, 20, 20]),
  sample('sgemm', 'two', [10, 10, 10]),
  sample('arithmetic', 'one', [1.6, 1.6, 2]),
])

const rest: Omit<Results, 'models'> = {
  machine: { cpu: 'A processor', cores: 2, memoryGib: 23, vectorExtensions: ['avx2'], system: 'Linux 6.1' },
  versions: { torch: '2.15.0' },
  data: { isReal: true, beats: 70016 },
}

describe('comparison', () => {
  it('takes medians over an odd and an even number of rounds', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, least: 1, largest: 3 })
    expect(spreadOf([4, 1, 2, 3]).median).toBe(2.5)
  })

  it('lets each program run in its own best mode and takes ratios within rounds', () => {
    expect(bestSample(model11, 'fused')?.mode).toBe('pair')
    const times = speedUp(model11, 'jax')
    expect(times?.median).toBeCloseTo(3)
    expect(times?.largest).toBe(4)
    expect(speedUp(model11, 'keras')).toBeNull()
  })

  it('knows which targets are met, missed and not measured', () => {
    const verdict = (start: string) =>
      isMet(
        targets.find(({ title }) => title.includes(start))!,
        model11,
      )
    expect(verdict('JAX')).toBe(false)
    expect(verdict('tf.layers')).toBe(true)
    expect(verdict('H100')).toBe(true)
    expect(verdict('hand-written')).toBe(true)
    expect(verdict('Keras')).toBeNull()
  })

  it('holds arithmetic against products of matrices on as many threads', () => {
    expect(limitOf(model11, 'one')).toBeCloseTo(107.4, 1)
    expect(work(model11, 'fused', 'one')?.gflops).toBeCloseTo(100)
    expect(work(model11, 'fused', 'pair')?.share.median).toBeCloseTo(200 / 214.75, 3)
  })

  it('counts the first layer twice, as nobody needs the gradient of the beats, and the others three times', () => {
    const first = 187 * 3 * 32
    const dense = 93 * 32 * 128 + 128 * 5
    expect(gflopOf(1)).toBeCloseTo(((2 * first + 3 * dense) * 2 * 64) / 1e9, 5)
  })
})

describe('contestants', () => {
  it('are those that were asked for, in their usual order', () => {
    expect(contestantsOf(['jax', 'fused']).map(({ id }) => id)).toEqual(['fused', 'jax'])
    expect(contestantsOf(contestants.map(({ id }) => id))).toEqual(contestants)
    expect(() => contestantsOf(['jax', 'theano'])).toThrow(RangeError)
  })
})

describe('results', () => {
  it('replace one model and keep the others of the same machine, versions and beats', () => {
    const earlier: Results = { ...rest, models: [speedOf(1, []), speedOf(11, [])] }
    const merged = withModel(earlier, rest, model11)
    expect(merged.models.map(({ model }) => model)).toEqual([1, 11])
    expect(merged.models[1]).toBe(model11)
    const onAnother = withModel(earlier, { ...rest, versions: { torch: '3.0.0' } }, model11)
    expect(onAnother.models).toEqual([model11])
  })
})

describe('report', () => {
  const report = reportOf({ ...rest, models: [speedOf(1, [sample('fused', 'one', [1.7])]), model11] })

  it('tells the best mode of each program, and how many times ours it takes', () => {
    expect(report).toContain('| JAX, jit |  | 3.30 2p |')
    expect(report).toContain('| JAX, jit |  | 3.00 (3.00 to 4.00), **not ≥ 3.5** |')
    expect(report).toContain('| Beatbench, fused kernels | 2.00 (2.00) | 1.90 (1.90) | 1.00 (2.00) | kernels: avx512 |')
  })

  it('names what is missed, the machine and the versions', () => {
    expect(report).toContain('Not met: Model 11: JAX, jit (the hand-written arithmetic alone would reach 2.00).')
    expect(report).toContain('A processor, 2 processors, 23 GiB')
    expect(report).toContain('torch 2.15.0')
    expect(report).not.toMatch(/NaN|undefined|null/)
  })

  it('is written again from the figures by its own command', async () => {
    const folder = temporaryFolder()
    await writeResults(path.join(folder, 'training-speed.json'), { ...rest, models: [model11] })
    execFileSync(process.execPath, ['bench/training/report.ts', folder])
    expect(readFileSync(path.join(folder, 'training-speed.md'), 'utf8')).toContain('## Method')
    expect(readFileSync(path.join(folder, 'training-speed.svg'), 'utf8')).toContain('</svg>')
  })

  it('draws a panel for each model with a bar for each program', () => {
    const plot = plotOf({ ...rest, models: [model11] })
    expect(plot).toContain('Model 11')
    expect(plot).toContain('PyTorch, one H100')
    // Three programs, the given one, and the ground.
    expect(plot.match(/<rect/g)).toHaveLength(5)
    expect(plot).not.toContain('NaN')
  })
})
