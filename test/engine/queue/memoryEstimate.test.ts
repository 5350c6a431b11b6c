import { describe, expect, it } from 'vitest'
import { estimateMemory } from '../../../electron/engine/queue/memoryEstimate.ts'
import { publishedArchitecture } from '../../../electron/shared/preset.ts'

/** MB that trainers held at most: what `bench/ablation.ts` and `bench/realSet.ts` print. */
const measured = [
  { model: 1, beats: 6000, megabytes: 504 },
  { model: 5, beats: 6000, megabytes: 609 },
  { model: 8, beats: 6000, megabytes: 530 },
  { model: 9, beats: 6000, megabytes: 695 },
  { model: 11, beats: 6000, megabytes: 463 },
  { model: 1, beats: 109_446, megabytes: 638 },
  { model: 11, beats: 109_446, megabytes: 627 },
]

describe('the memory of a run that nothing is known of', () => {
  it.each(measured)('is about what was measured, or a little more: Model $model, $beats beats', (run) => {
    const architecture = publishedArchitecture(run.model)
    const bytes = estimateMemory({ architecture, batchSize: 64, beats: run.beats, beatLength: 187 })
    expect(bytes / 1e6).toBeGreaterThan(0.97 * run.megabytes)
    expect(bytes / 1e6).toBeLessThan(1.15 * run.megabytes)
  })

  it('grows with the batch', () => {
    const of = (batchSize: number) =>
      estimateMemory({ architecture: publishedArchitecture(9), batchSize, beats: 6000, beatLength: 187 })
    expect(of(1024) - of(512)).toBeGreaterThan(300e6)
  })
})
