import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { blockOf, recurrentOf } from '../../electron/shared/architecture.ts'
import type { RunSpec, TrainerReport } from '../../electron/shared/trainerProtocol.ts'
import { createFolder, runToEnd, startTrainer, writeRun } from './trainerProcess.ts'

const folder = createFolder()
afterAll(folder.remove)

/** Everything that could hold state: moments, batch norm, dropout, augmentation, plateau, early stopping, best weights. */
function specOf(output: string): RunSpec {
  const spec = writeRun(
    folder.path,
    400,
    {
      epochs: 6,
      optimiser: { name: 'sgdw', learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 1e-4 },
      schedule: { type: 'plateau', factor: 0.5, patience: 0 },
      warmUpEpochs: 1,
      finalWeights: 'best',
      earlyStopping: { monitor: 'validation-macro-f1', patience: 5 },
      augmentation: {
        timeShift: { samples: 2 },
        amplitudeScale: null,
        gaussianNoise: { sigma: 0.01 },
        zeroMasking: null,
        cutMix: { share: 0.2 },
      },
    },
    output,
  )
  spec.architecture = {
    blocks: [
      blockOf({ filters: 8, kernelSize: 3, dropout: 0.2 }),
      blockOf({ filters: 8, kernelSize: 3, join: { type: 'add' } }),
    ],
    recurrent: [recurrentOf({ cell: 'gru', units: 4, bidirectional: true, dropout: 0.1 })],
    head: { reduce: 'last', dense: [], activation: 'relu', dropout: 0 },
  }
  return spec
}

const checkpoint = (spec: RunSpec, epoch: number) => join(spec.outputFolder, `checkpoint-${epoch}.safetensors`)
const results = (spec: RunSpec) =>
  ['weights', 'validation.logits', 'test.logits'].map((name) =>
    readFileSync(join(spec.outputFolder, `${name}.safetensors`)).toString('base64'),
  )
const epochsOf = (reports: TrainerReport[]) =>
  reports.flatMap((report) => {
    if (report.type !== 'epoch') return []
    return [{ ...report.epoch, durationMs: 0, isBest: report.isBest }]
  })
const bestOf = (reports: TrainerReport[], upTo: number) =>
  epochsOf(reports)
    .filter(({ epoch, isBest }) => isBest && epoch <= upTo)
    .at(-1)?.epoch ?? 0

const undisturbed = specOf('undisturbed')
const whole = (await runToEnd(undisturbed)).reports

/** Goes on from a checkpoint of the undisturbed run. */
function resumeAt(epoch: number, output: string): RunSpec {
  const lastPath = checkpoint(undisturbed, epoch)
  return { ...specOf(output), resume: { lastPath, bestPath: checkpoint(undisturbed, bestOf(whole, epoch)) } }
}

describe('a run resumed from a checkpoint', () => {
  it.each([1, 2, 3, 4, 5, 6])('gives the same bytes as one that never stopped, from epoch %i on', async (epoch) => {
    const spec = resumeAt(epoch, `resumed ${epoch}`)
    const { reports, code } = await runToEnd(spec)
    expect(code).toBe(0)
    expect(reports.find(({ type }) => type === 'ready')).toMatchObject({ type: 'ready', epoch })
    expect(epochsOf(reports)).toEqual(epochsOf(whole).slice(epoch))
    expect(results(spec)).toEqual(results(undisturbed))
    for (let later = epoch + 1; later <= 6; later++)
      expect(readFileSync(checkpoint(spec, later)).equals(readFileSync(checkpoint(undisturbed, later)))).toBe(true)
    expect(reports.at(-1)).toMatchObject({
      type: 'finished',
      bestEpoch: bestOf(whole, 6),
      finalEpoch: bestOf(whole, 6),
    })
  })

  it('gives the same bytes after a pause', async () => {
    const spec = specOf('paused')
    const trainer = startTrainer()
    trainer.send({ type: 'train', spec })
    await trainer.first('epoch')
    trainer.send({ type: 'pause-after-epoch' })
    expect((await trainer.exit).code).toBe(0)
    const last = trainer.reports.at(-1)
    if (last?.type !== 'paused') throw new Error(`It ended with ${last?.type}.`)
    expect(last.epoch).toBeLessThan(6)
    const bestPath = checkpoint(spec, bestOf(trainer.reports, last.epoch))
    const again = { ...spec, resume: { lastPath: checkpoint(spec, last.epoch), bestPath } }
    await runToEnd(again)
    expect(results(again)).toEqual(results(undisturbed))
  })

  it('gives the same bytes after being killed twice at any moment', async () => {
    const spec = specOf('killed')
    const newest = () => {
      const epochs = existsSync(spec.outputFolder)
        ? readdirSync(spec.outputFolder).flatMap((name) => /^checkpoint-(\d+)\.safetensors$/.exec(name)?.[1] ?? [])
        : []
      return Math.max(0, ...epochs.map(Number))
    }
    const resumed = (): RunSpec => {
      const epoch = newest()
      if (epoch === 0) return spec
      return {
        ...spec,
        resume: { lastPath: checkpoint(spec, epoch), bestPath: checkpoint(spec, bestOf(whole, epoch)) },
      }
    }
    for (const waitMs of [30, 90]) {
      const trainer = startTrainer()
      trainer.send({ type: 'train', spec: resumed() })
      await trainer.first('epoch').catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, waitMs))
      trainer.child.kill('SIGKILL')
      expect(await trainer.exit).toMatchObject({ signal: 'SIGKILL' })
    }
    await runToEnd(resumed())
    expect(results(spec)).toEqual(results(undisturbed))
  })
})

describe('a checkpoint that cannot be gone on from', () => {
  const refusal = async (spec: RunSpec) => (await runToEnd(spec)).reports.at(-1)

  it('is refused where a byte of it is damaged', async () => {
    const spec = resumeAt(2, 'damaged')
    const bytes = readFileSync(checkpoint(undisturbed, 2))
    bytes[bytes.length - 5]! ^= 1
    const lastPath = join(folder.path, 'damaged.safetensors')
    writeFileSync(lastPath, bytes)
    expect(await refusal({ ...spec, resume: { lastPath, bestPath: lastPath } })).toMatchObject({
      type: 'failed',
      error: {
        code: 'bad-file',
        message: 'damaged.safetensors cannot be resumed from: its checksum does not fit its content.',
      },
    })
  })

  it('is refused where it is of another seed', async () => {
    expect(await refusal({ ...resumeAt(2, 'other seed'), seed: 2 })).toMatchObject({
      error: { message: expect.stringContaining('it belongs to another design, recipe or seed') as string },
    })
  })

  it('is refused where it is not one', async () => {
    const lastPath = join(folder.path, 'weights.safetensors')
    copyFileSync(join(undisturbed.outputFolder, 'weights.safetensors'), lastPath)
    expect(await refusal({ ...resumeAt(2, 'no checkpoint'), resume: { lastPath, bestPath: lastPath } })).toMatchObject({
      error: { message: expect.stringContaining('it is no checkpoint of this program') as string },
    })
  })
})

describe('the number of epochs', () => {
  it('is what `until` says, without early stopping', async () => {
    const spec = { ...specOf('until'), until: 2 }
    const { reports } = await runToEnd(spec)
    expect(epochsOf(reports)).toEqual(epochsOf(whole).slice(0, 2))
    expect(reports.at(-1)).toMatchObject({ type: 'finished', reason: 'all 2 epochs done' })
  })

  it('is what was reached where a run that is trained on is asked to stop', async () => {
    const spec = { ...resumeAt(2, 'stopped'), until: 400 }
    const trainer = startTrainer()
    trainer.send({ type: 'train', spec })
    await trainer.first('epoch')
    trainer.send({ type: 'stop-after-epoch' })
    await trainer.exit
    const last = epochsOf(trainer.reports).at(-1)?.epoch ?? 0
    expect(trainer.reports.at(-1)).toMatchObject({
      type: 'finished',
      reason: `stopped on request after epoch ${last}`,
    })
    expect(last).toBeGreaterThan(2)
  })

  it('is none where weights are only scored, and gives the scores of the run they came from', async () => {
    const initialWeightsPath = join(undisturbed.outputFolder, 'weights.safetensors')
    const spec = { ...specOf('scored'), until: 0, initialWeightsPath }
    const { reports } = await runToEnd(spec)
    expect(epochsOf(reports)).toEqual([])
    expect(results(spec).slice(1)).toEqual(results(undisturbed).slice(1))
    expect(reports.at(-1)).toMatchObject({ type: 'finished', finalEpoch: 0, bestEpoch: 0 })
  })
})
