import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { planStudy } from '../../electron/cli/studyPlan.ts'
import { UsageError } from '../../electron/cli/usageError.ts'
import { AppError } from '../../electron/shared/appError.ts'
import { presets } from '../../electron/shared/preset.ts'
import { publishedRecipe } from '../../electron/shared/recipe.ts'
import { commandLineIn } from '../support/commandLine.ts'
import { folderForFile } from '../support/folderForFile.ts'

const folder = folderForFile()
const { run } = commandLineIn(folder)

const architecture = { blocks: [{ filters: 4, kernelSize: 3 }], head: { reduce: 'flatten', dense: [] } }

function studyFile(content: unknown): string {
  const file = path.join(folder, 'study.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

describe('a study of a preset', () => {
  it.each(presets.map(({ id }) => id))('%s has all its variants', (preset) => {
    const plan = planStudy({ preset })
    expect(plan.variants).toEqual(presets.find(({ id }) => id === preset)?.variants())
    expect(plan.baseline).toBeUndefined()
  })

  it('has those named by their place, in the order given', () => {
    const names = (preset: string, variants: number[]) =>
      planStudy({ preset, variants }).variants.map(({ name }) => name)
    expect(names('published-11', [11, 6])).toEqual(['Model 11', 'Model 6'])
    expect(names('cnn-lstm', [3])).toEqual(['CNN 32-128 + LSTM'])
    expect(names('recurrent', [72, 1])).toEqual(['4 x BiLSTM 64', 'RNN 16'])
  })

  it('has no place beyond its last', () => {
    expect(() => planStudy({ preset: 'recurrent', variants: [73] })).toThrow(/variants 1 to 72, not 73/)
    expect(() => planStudy({ preset: 'recurrent', variants: [73] })).toThrow(UsageError)
    expect(() => planStudy({ preset: 'nothing' })).toThrow(AppError)
  })

  it('takes the number of epochs that is asked for', () => {
    const [variant] = planStudy({ preset: 'kachuee-2018', epochs: 3 }).variants
    expect(variant?.recipe).toMatchObject({ epochs: 3, schedule: { every: 10_000 } })
    expect(variant?.published?.caveat).toMatch(/; here at most 3 epochs$/)
  })
})

describe('a study of a file', () => {
  it('has the file’s data, split, seeds and baseline', () => {
    const variants = [
      { name: 'a', architecture },
      { name: 'b', architecture, recipe: { batchSize: 32 } },
    ]
    const file = studyFile({ data: 'beats', split: 'sample', seeds: [7, 8], baseline: 'b', variants })
    const plan = planStudy({ file, epochs: 2 })
    expect(plan).toMatchObject({ data: 'beats', split: 'sample', seeds: [7, 8], baseline: 1 })
    expect(plan.variants.map(({ recipe }) => recipe)).toEqual([
      { ...publishedRecipe(), epochs: 2 },
      { ...publishedRecipe(), epochs: 2, batchSize: 32 },
    ])
  })

  it('is refused with the file’s name and the reason', () => {
    const refusal = (content: unknown) => () => planStudy({ file: studyFile(content) })
    expect(refusal('{')).toThrow(/study\.json is no JSON/)
    expect(refusal({ variants: [{ name: 'a', architecture }], baseline: 'c' })).toThrow(/baseline “c”/)
    expect(refusal({ variants: [{ name: 'a', architecture, colour: 'red' }] })).toThrow(/"colour"[\s\S]*variants\[0\]/)
    expect(() => planStudy({ file: path.join(folder, 'none.json') })).toThrow(/none\.json cannot be read \(ENOENT\)/)
    expect(() => planStudy({ file: studyFile({}), preset: 'published-11' })).toThrow(UsageError)
    expect(() => planStudy({})).toThrow(/--preset PRESET or with --file/)
  })
})

describe('study presets', () => {
  it('lists the ids with titles, also as JSON', async () => {
    const { code, stdout } = await run('study', 'presets')
    expect(code).toBe(0)
    for (const { id, title } of presets) expect(stdout).toMatch(new RegExp(`^${id} +\\d+  ${title}$`, 'm'))
    const listed = JSON.parse((await run('study', 'presets', '--json')).stdout) as { id: string; variants: number }[]
    expect(listed.find(({ id }) => id === 'recurrent')?.variants).toBe(72)
  })

  it('lists the variants of one by their places, with what was published and what is wrong with it', async () => {
    const { stdout } = await run('study', 'presets', 'cnn-lstm')
    expect(stdout).toMatch(/^ +9 {2}CNN 64-1024 \+ 2 LSTM +2,407,749 {2}0\.983 \(F1, avg\. \?\)$/m)
    expect(stdout).toContain('which average is not told')
    expect(await run('study', 'presets', 'nothing')).toMatchObject({ code: 1, stdout: '' })
  })

  it('are what --preset takes; others are answered with the list', async () => {
    const { code, stderr } = await run('study', 'create', 'x', '--preset', 'published-12')
    expect(code).toBe(2)
    for (const { id } of presets) expect(stderr).toContain(id)
  })
})
