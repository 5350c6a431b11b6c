import { fileURLToPath } from 'node:url'
import { expect, it, onTestFinished } from 'vitest'
import { createExplainProgram } from '../../../electron/engine/explain/explainProgram.ts'
import { publishedArchitecture } from '../../../electron/shared/preset.ts'

const path = fileURLToPath(new URL('../programs/diesOverOne.ts', import.meta.url))
const spec = (samples: number[]) => ({ architecture: publishedArchitecture(11), weightsPath: '', samples })

it('answers each question with its own map, from one process', async () => {
  const program = createExplainProgram(path)
  onTestFinished(() => program.close())
  const answers = await Promise.all([
    program.explain(spec([2])),
    program.explain(spec([3])),
    program.explain(spec([4])),
  ])
  expect(answers.map(({ map }) => map)).toEqual([[2], [3], [4]])
  expect(new Set(answers.map(({ layer }) => layer)).size).toBe(1)
})

it('tells with which words its process died, and starts another for the next question', async () => {
  const program = createExplainProgram(path)
  onTestFinished(() => program.close())
  const { layer } = await program.explain(spec([2]))
  await expect(program.explain(spec([1]))).rejects.toMatchObject({
    code: 'trainer-failed',
    message: expect.stringMatching(/exit code 6.*bad_alloc/) as string,
  })
  const again = await program.explain(spec([3]))
  expect(again.map).toEqual([3])
  expect(again.layer).not.toBe(layer)
})
