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
  /** safetensors file with U32 tensors `train`, `validation`, `test`: rows of the data file; of further folds `train.2` and so on. */
  splitPath: string
  /** Which fold, 0-based. */
  fold: number
  /**
   * Where the trainer writes `checkpoint-EPOCH.safetensors` after each epoch (whoever gets the report may move it away),
   * and at the end `weights.safetensors`, `validation.logits.safetensors` and `test.logits.safetensors`.
   */
  outputFolder: string
  /**
   * Trains to exactly this epoch, whatever the recipe says of epochs and early stopping: to extend a run, or to repeat
   * one that ended early. 0 only scores the first weights.
   */
  until: number | null
  /** Checkpoints to go on from: the newest, and that of the best epoch; null to begin anew. */
  resume: { lastPath: string; bestPath: string } | null
  /** safetensors file of weights to begin with instead of drawing them. */
  initialWeightsPath: string | null
  /** Threads of one TensorFlow kernel; 1 unless there is a reason. */
  threads: number
}

/** Engine to trainer. */
export type TrainerCommand =
  | { type: 'train'; spec: RunSpec }
  /** End after the running epoch, evaluate, finish. */
  | { type: 'stop-after-epoch' }
  /** End after the running epoch, to be resumed later. */
  | { type: 'pause-after-epoch' }

/**
 * Trainer to engine, in this order: ready, progress and epoch interleaved, then evaluated (validation, test) and
 * finished, or paused; or failed at any time. Memory is told before `ready`, each epoch and the end.
 */
export type TrainerReport =
  /** `epoch` is the last finished one: 0, or that of the checkpoint. */
  | { type: 'ready'; parameters: number; environment: RunEnvironment; sizes: Record<Part, number>; epoch: number }
  /** The most that this process has held so far. */
  | { type: 'memory'; peakBytes: number }
  /** At most four a second. */
  | { type: 'progress'; epoch: number; step: number; steps: number }
  | { type: 'epoch'; epoch: Epoch; isBest: boolean; checkpointPath: string }
  | { type: 'paused'; epoch: number }
  | { type: 'evaluating'; part: Part }
  | { type: 'evaluated'; part: Part; loss: number; confusion: number[][]; predicted: number[]; logitsPath: string }
  | { type: 'log'; text: string }
  | { type: 'finished'; reason: string; bestEpoch: number; finalEpoch: number; weightsPath: string }
  | { type: 'failed'; error: ErrorData }

/** What an explain job is given; the answer lacks only what the engine knows of the run. */
export interface ExplainSpec {
  architecture: Architecture
  weightsPath: string
  /** All of the beat. */
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
 * `block1.norm.weight|bias|running_mean|running_var` [filters] (a layer norm has no running statistics),
 * `block2.join.weight` [1, in, filters], `block2.join.bias`, `block2.joinNorm.weight|bias` [filters],
 * `recurrent1.cell.weight_ih` [in, gates * units], `weight_hh` [units, gates * units], `bias_ih|bias_hh` [gates * units],
 * and the same with `_reverse` behind for the second direction; gates in PyTorch's order (GRU: reset, update, new;
 * LSTM: input, forget, cell, output),
 * `head.dense1.weight` [in, out], `head.dense1.bias` [out], `head.output.weight|bias`.
 * Flatten orders a map by time, then channel.
 */
export type WeightName = string
