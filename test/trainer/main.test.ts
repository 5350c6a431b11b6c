import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { argMax, scoreConfusion } from '../../electron/shared/metrics.ts'
import { decodeSafetensors, encodeSafetensors } from '../../electron/shared/safetensors.ts'
import type { TrainerReport } from '../../electron/shared/trainerProtocol.ts'
import { createFolder, runToEnd, startTrainer, trainerPath, writeRun } from './trainerProcess.ts'

const folder = createFolder()
afterAll(folder.remove)

const lastOf = (reports: TrainerReport[]) => reports.at(-1)
const epochsOf = (reports: TrainerReport[]) => reports.flatMap((report) => (report.type === 'epoch' ? [report] : []))
const readTensor = (path: string, name: string) => decodeSafetensors(readFileSync(path)).tensors.get(name)?.data
const filesOf = (path: string) =>
  new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name)).toString('base64')]))

describe('a forked trainer', () => {
  it('trains, evaluates, writes its files and says so in the order of the protocol', async () => {
    const spec = writeRun(folder.path, 600, { epochs: 3 }, 'whole')
    const { reports, code } = await runToEnd(spec)
    expect(code).toBe(0)
    const order = reports.map(({ type }) => type).filter((type) => type !== 'progress')
    expect(order).toEqual([
      'memory',
      'ready',
      ...['memory', 'epoch', 'memory', 'epoch', 'memory', 'epoch'],
      'evaluating',
      'evaluated',
      'evaluating',
      'evaluated',
      'memory',
      'finished',
    ])
    const peaks = reports.flatMap((report) => (report.type === 'memory' ? [report.peakBytes] : []))
    expect(peaks).toEqual(peaks.toSorted((a, b) => a - b))
    expect(peaks[0]).toBeGreaterThan(100e6)
    expect(reports.find(({ type }) => type === 'ready')).toMatchObject({
      parameters: 34_117,
      sizes: { train: 420, validation: 90, test: 90 },
      environment: { threads: 1, node: process.versions.node },
    })
    expect(epochsOf(reports).map(({ epoch }) => epoch.epoch)).toEqual([1, 2, 3])
    expect(reports.find(({ type }) => type === 'progress')).toEqual({ type: 'progress', epoch: 1, step: 1, steps: 7 })
    expect(lastOf(reports)).toMatchObject({ type: 'finished', reason: 'all 3 epochs done', finalEpoch: 3 })
    expect(readdirSync(spec.outputFolder).sort()).toEqual([
      'checkpoint-1.safetensors',
      'checkpoint-2.safetensors',
      'checkpoint-3.safetensors',
      'test.logits.safetensors',
      'validation.logits.safetensors',
      'weights.safetensors',
    ])
  })

  it('reports what its logits files hold: predictions, confusion and rows in the order of the split', async () => {
    const spec = writeRun(folder.path, 600, { epochs: 2 }, 'logits')
    const { reports } = await runToEnd(spec)
    const labels = readTensor(spec.dataPath, 'labels') as Uint8Array
    const evaluated = reports.flatMap((report) => (report.type === 'evaluated' ? [report] : []))
    expect(evaluated.map(({ part }) => part)).toEqual(['validation', 'test'])
    for (const { part, predicted, confusion, logitsPath } of evaluated) {
      const rows = readTensor(logitsPath, 'rows') as Uint32Array
      const logits = readTensor(logitsPath, 'logits') as Float32Array
      expect([...rows]).toEqual([...(readTensor(spec.splitPath, part) as Uint32Array)])
      expect(logits).toHaveLength(rows.length * 5)
      const best = Array.from(rows, (_, beat) => argMax(logits, beat * 5, 5))
      expect(predicted).toEqual(best)
      const recounted = Array.from({ length: 5 }, (_, actual) =>
        Array.from({ length: 5 }, (__, found) => {
          const isHere = (row: number, beat: number) => labels[row] === actual && best[beat] === found
          return rows.filter(isHere).length
        }),
      )
      expect(confusion).toEqual(recounted)
    }
    const last = epochsOf(reports).at(-1)?.epoch
    expect(evaluated[0]?.loss).toBe(last?.validationLoss)
    expect(scoreConfusion(evaluated[0]?.confusion ?? []).macroF1).toBe(last?.validationMacroF1)
  })

  it('gives the same bytes for the same spec', async () => {
    const [one, two] = await Promise.all(
      ['repeat 1', 'repeat 2'].map(async (name) => {
        const spec = writeRun(folder.path, 300, { epochs: 2 }, name)
        spec.architecture.blocks[0]!.dropout = 0.2
        await runToEnd(spec)
        return filesOf(spec.outputFolder)
      }),
    )
    expect(one?.size).toBe(5)
    expect(one).toEqual(two)
  })

  it('ends after the running epoch on request, evaluates and finishes', async () => {
    const spec = writeRun(folder.path, 600, { epochs: 1000, earlyStopping: null }, 'stopped')
    const trainer = startTrainer()
    trainer.send({ type: 'train', spec })
    await trainer.first('epoch')
    trainer.send({ type: 'stop-after-epoch' })
    expect((await trainer.exit).code).toBe(0)
    const epochs = epochsOf(trainer.reports)
    expect(epochs.length).toBeLessThan(1000)
    expect(lastOf(trainer.reports)).toMatchObject({
      type: 'finished',
      reason: `stopped on request after epoch ${epochs.length}`,
      finalEpoch: epochs.length,
    })
    expect(trainer.reports.filter(({ type }) => type === 'evaluated')).toHaveLength(2)
  })

  it('stops early, and keeps the best epoch where the recipe says so', async () => {
    const recipe = { epochs: 60, earlyStopping: { monitor: 'validation-loss', patience: 2 } } as const
    const rate = { ...writeRun(folder.path, 300).recipe.optimiser, learningRate: 0.02 }
    const best = await runToEnd(
      writeRun(folder.path, 300, { ...recipe, optimiser: rate, finalWeights: 'best' }, 'best'),
    )
    const epochs = epochsOf(best.reports)
    const losses = epochs.map(({ epoch }) => epoch.validationLoss)
    const bestEpoch = losses.indexOf(Math.min(...losses)) + 1
    expect(epochs.length).toBe(bestEpoch + 2)
    expect(epochs.map(({ isBest }) => isBest).lastIndexOf(true)).toBe(bestEpoch - 1)
    expect(lastOf(best.reports)).toMatchObject({
      reason: 'stopped early: validation loss has not improved for 2 epochs',
      bestEpoch,
      finalEpoch: bestEpoch,
    })
    const scored = best.reports.find(({ type }) => type === 'evaluated')
    expect(scored).toMatchObject({ loss: losses[bestEpoch - 1] })
  })

  it('ends by itself when its channel closes', async () => {
    const trainer = startTrainer()
    trainer.send({ type: 'train', spec: writeRun(folder.path, 600, { epochs: 10_000, earlyStopping: null }, 'orphan') })
    await trainer.first('epoch')
    trainer.child.disconnect()
    await trainer.exit
    expect(existsSync(join(folder.path, 'orphan', 'weights.safetensors'))).toBe(false)
  })

  it('ends by SIGTERM during training', async () => {
    const trainer = startTrainer()
    trainer.send({ type: 'train', spec: writeRun(folder.path, 600, { epochs: 10_000, earlyStopping: null }, 'killed') })
    await trainer.first('epoch')
    trainer.child.kill('SIGTERM')
    expect(await trainer.exit).toEqual({ code: null, signal: 'SIGTERM' })
  })
})

describe('a run that cannot go on', () => {
  const expectFailure = async (spec: ReturnType<typeof writeRun>, error: object) => {
    const { reports, code } = await runToEnd(spec)
    expect(lastOf(reports)).toMatchObject({ type: 'failed', error })
    expect(code).toBe(1)
    return reports
  }

  it('fails where the loss diverges, naming epoch, step and learning rate', async () => {
    const spec = writeRun(folder.path, 300, { epochs: 50 }, 'diverged')
    spec.recipe.optimiser.learningRate = 10
    spec.architecture.blocks.forEach((block) => (block.normalisation = 'none'))
    const { tensors } = decodeSafetensors(readFileSync(spec.dataPath))
    const beats = tensors.get('beats')!
    const labels = tensors.get('labels')!
    spec.dataPath = join(folder.path, 'huge.safetensors')
    const huge = (beats.data as Float32Array).map((value) => value * 1e38)
    writeFileSync(
      spec.dataPath,
      encodeSafetensors({
        beats: { dtype: 'F32', shape: beats.shape, data: huge as Float32Array<ArrayBuffer> },
        labels,
      }),
    )
    await expectFailure(spec, {
      code: 'diverged',
      message: expect.stringMatching(/in epoch \d+, step \d+, at learning rate 10\.$/),
      hint: expect.stringContaining('smaller learning rate'),
    })
  })

  it('fails where a file is not there or is not whole', async () => {
    const spec = writeRun(folder.path, 300)
    await expectFailure(
      { ...spec, dataPath: join(folder.path, 'absent') },
      { message: expect.stringContaining('absent') },
    )
    const torn = join(folder.path, 'torn.safetensors')
    writeFileSync(torn, readFileSync(spec.dataPath).subarray(0, 5000))
    await expectFailure({ ...spec, dataPath: torn }, { code: 'bad-file' })
  })

  it('fails where the split names beats that are not there, or none to train on', async () => {
    const spec = writeRun(folder.path, 300)
    const rowsOf = (...rows: number[]) => ({
      dtype: 'U32' as const,
      shape: [rows.length],
      data: Uint32Array.from(rows),
    })
    const splitPath = join(folder.path, 'split wrong.safetensors')
    writeFileSync(splitPath, encodeSafetensors({ train: rowsOf(0, 300), validation: rowsOf(1), test: rowsOf(2) }))
    await expectFailure({ ...spec, splitPath }, { code: 'bad-file', message: expect.stringContaining('row 300') })
    writeFileSync(splitPath, encodeSafetensors({ train: rowsOf(), validation: rowsOf(1), test: rowsOf(2) }))
    await expectFailure({ ...spec, splitPath }, { code: 'bad-input' })
  })

  it('fails before it trains where its folder cannot be made', async () => {
    const spec = writeRun(folder.path, 300, { epochs: 1 })
    const reports = await expectFailure(
      { ...spec, outputFolder: join(spec.dataPath, 'out') },
      { message: expect.stringContaining(spec.dataPath) },
    )
    expect(reports).toHaveLength(1)
  })

  it('fails on a spec that is none', async () => {
    const spec = writeRun(folder.path, 300)
    await expectFailure({ ...spec, threads: 0 }, { message: expect.stringContaining('threads') })
  })
})

describe('the trainer as a job of its own', () => {
  it('trains a spec from a file and prints its reports as lines of JSON', () => {
    const spec = writeRun(folder.path, 300, { epochs: 1 }, 'job')
    const path = join(folder.path, 'job.json')
    writeFileSync(path, JSON.stringify(spec))
    const { status, stdout } = spawnSync(process.execPath, [trainerPath, path], { encoding: 'utf8' })
    const reports = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as TrainerReport)
    expect(status).toBe(0)
    expect(reports[1]?.type).toBe('ready')
    expect(lastOf(reports)).toMatchObject({
      type: 'finished',
      weightsPath: join(spec.outputFolder, 'weights.safetensors'),
    })
  })

  it('says how it is used where it gets neither a file nor a channel', () => {
    const { status, stderr } = spawnSync(process.execPath, [trainerPath], { encoding: 'utf8' })
    expect(status).toBe(2)
    expect(stderr).toContain('Usage')
  })
})
