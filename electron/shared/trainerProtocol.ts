import type { Architecture } from './architecture.ts'
import type { ErrorData } from './appError.ts'
import type { Explanation } from './explanation.ts'
import type { Recipe } from './recipe.ts'
import type { Epoch, RunEnvironment } from './run.ts'
import type { Part } from './split.ts'

/**
 * What a trainer is given. It knows no database: files in, files out.
 * The same object as JSON in a file is the job of a scheduler: `node electron/trainer/main.ts spec.json`.
 */
export interface RunSpec {
  architecture: Architecture
  recipe: Recipe
  seed: number
  /** safetensors file of {@link BeatsFile}. */
  dataPath: string
  /** safetensors file with U32 tensors `train`, `validation`, `test`: rows of the data file. */
  splitPath: string
  /** Where the trainer writes `weights.safetensors`, `validation.logits.safetensors` and `test.logits.safetensors`. */
  outputFolder: string
  /** Threads of one TensorFlow kernel; 1 unless there is a reason. */
  threads: number
}

/** Engine to trainer. */
export type TrainerCommand =
  | { type: 'train'; spec: RunSpec }
  /** End after the running epoch, evaluate, finish. */
  | { type: 'stop-after-epoch' }

/** Trainer to engine, in this order: ready, progress and epoch interleaved, evaluated (validation, test), finished; or failed. */
export type TrainerReport =
  | { type: 'ready'; parameters: number; environment: RunEnvironment; sizes: Record<Part, number> }
  /** At most four a second. `loss` is the mean of the epoch so far where it is known without another read. */
  | { type: 'progress'; epoch: number; step: number; steps: number }
  | { type: 'epoch'; epoch: Epoch; isBest: boolean }
  | { type: 'evaluating'; part: Part }
  | { type: 'evaluated'; part: Part; loss: number; confusion: number[][]; predicted: number[]; logitsPath: string }
  | { type: 'log'; text: string }
  | { type: 'finished'; reason: string; bestEpoch: number; finalEpoch: number; weightsPath: string }
  | { type: 'failed'; error: ErrorData }

/** What an explain job is given; the answer lacks only what the engine knows of the run. */
export interface ExplainSpec {
  architecture: Architecture
  weightsPath: string
  /** 187 values. */
  samples: number[]
  targetClass?: number
  layer?: string
}

export type ExplainCommand = { type: 'explain'; id: number; spec: ExplainSpec }
export type ExplainAnswer = Pick<
  Explanation,
  'method' | 'layer' | 'layers' | 'targetClass' | 'predicted' | 'probabilities' | 'map' | 'rawMaximum'
>
export type ExplainReport =
  { type: 'explained'; id: number; answer: ExplainAnswer } | { type: 'refused'; id: number; error: ErrorData }

/**
 * Names and shapes of weights in files, as PyTorch would have them up to the order of axes, which is TensorFlow's:
 * `block1.conv.weight` [kernel, in, filters], `block1.conv.bias` [filters],
 * `block1.norm.weight|bias|running_mean|running_var` [filters],
 * `head.dense1.weight` [in, out], `head.dense1.bias` [out], `head.output.weight|bias`.
 * Flatten orders a map by time, then channel.
 */
export type WeightName = string
