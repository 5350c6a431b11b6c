import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { architectureSchema } from '../../../electron/shared/architecture.ts'
import type { LayerSpec } from '../../../electron/shared/network.ts'
import { clippingSchema, optimiserSchema, scheduleSchema } from '../../../electron/shared/recipe.ts'

const numbers = z.array(z.number())

/** A tensor of PyTorch's in float64, whole or at some places, and how far its float32 strays from it. */
const storedTensorSchema = z.object({ size: z.number(), rms: z.number(), entries: numbers, float32: z.number() })
export type StoredTensor = z.infer<typeof storedTensorSchema>

const tensors = z.record(z.string(), storedTensorSchema)

const layerCaseSchema = z.object({
  name: z.string(),
  batch: z.number(),
  specs: z.array(z.custom<LayerSpec>((value) => typeof value === 'object')),
  tensors,
})
export type LayerCase = z.infer<typeof layerCaseSchema>

const lossCaseSchema = z.object({
  name: z.string(),
  classWeights: numbers.nullable(),
  labelSmoothing: z.number(),
  focalGamma: z.number(),
  isMixed: z.boolean(),
  labels: numbers,
  shares: numbers,
  loss: z.number(),
  gradient: numbers,
  float32: z.object({ loss: z.number(), gradient: z.number() }),
})
export type LossCase = z.infer<typeof lossCaseSchema>

const optimiserCaseSchema = z.object({
  name: z.string(),
  optimiser: optimiserSchema,
  rates: numbers,
  weights: z.array(numbers),
  float32: z.number(),
})
export type OptimiserCase = z.infer<typeof optimiserCaseSchema>

const clippingCaseSchema = z.object({ name: z.string(), clipping: clippingSchema, clipped: numbers })
export type ClippingCase = z.infer<typeof clippingCaseSchema>

const scheduleCaseSchema = z.object({
  name: z.string(),
  schedule: scheduleSchema,
  warmUpEpochs: z.number(),
  rates: numbers,
})

const networkCaseSchema = z.object({
  name: z.string(),
  start: z.enum(['open', 'initial']),
  architecture: architectureSchema,
  recipe: z.object({
    optimiser: optimiserSchema,
    gradientClipping: clippingSchema.nullable(),
    classWeights: numbers.nullable(),
    focalGamma: z.number(),
    labelSmoothing: z.number(),
  }),
  weightSum: z.number(),
  beatSum: z.number(),
  losses: numbers,
  losses64: numbers,
  tensors,
})
export type NetworkCase = z.infer<typeof networkCaseSchema>

const drawnSchema = z.object({
  size: z.number(),
  largest: z.number(),
  deviation: z.number(),
  gateMeans: numbers.optional(),
  offIdentity: z.number().optional(),
})
export type DrawnWeight = z.infer<typeof drawnSchema>

const initialisationCaseSchema = z.object({
  initialisation: z.enum(['pytorch', 'keras']),
  layer: z.enum(['conv1d', 'dense', 'rnn', 'gru', 'lstm']),
  channels: z.number(),
  filters: z.number(),
  kernelSize: z.number(),
  units: z.number(),
  weights: z.record(z.string(), drawnSchema),
})

const steps = { start: numbers, gradients: z.array(numbers) }

const fixtureSchemas = {
  Layers: z.object({ cases: z.array(layerCaseSchema) }),
  Losses: z.object({ logits: numbers, cases: z.array(lossCaseSchema) }),
  Optimisers: z.object({ ...steps, cases: z.array(optimiserCaseSchema) }),
  Clipping: z.object({ ...steps, cases: z.array(clippingCaseSchema) }),
  Schedules: z.object({
    epochs: z.number(),
    stepsPerEpoch: z.number(),
    learningRate: z.number(),
    validationLosses: numbers,
    cases: z.array(scheduleCaseSchema),
  }),
  Initialisation: z.object({ cases: z.array(initialisationCaseSchema) }),
  Networks: z.object({ torch: z.string(), cases: z.array(networkCaseSchema) }),
}

/** What `make_pytorch_fixture.py` stored of one part of PyTorch. */
export function readFixture<Part extends keyof typeof fixtureSchemas>(
  part: Part,
): z.output<(typeof fixtureSchemas)[Part]> {
  const path = new URL(`../../fixtures/trainer/pytorch${part}.json`, import.meta.url)
  return fixtureSchemas[part].parse(JSON.parse(readFileSync(path, 'utf8'))) as z.output<(typeof fixtureSchemas)[Part]>
}
