import { batchSize } from './workers/task.ts'
import type { Results } from './results.ts'

/** The parts of the page that say how it was measured. */
export function describeMethod({ machine, versions, data, models }: Results): string[] {
  const loads = models.map(({ load }) => load)
  const idle = models.map(({ idleShare }) => idleShare).filter((share) => share !== null)
  const dates = [...new Set(models.map(({ measuredAt }) => measuredAt.slice(0, 10)))]
  const rounds = [...new Set(models.map((speed) => `${speed.rounds} rounds of ${speed.secondsEach} s`))]
  return [
    '## Machine',
    `${machine.cpu}, ${machine.cores} processors, ${machine.memoryGib} GiB, ${machine.system}; ` +
      `${machine.vectorExtensions.join(', ')}. Highest load before a start: ${Math.max(...loads).toFixed(1)}. Measured on ${dates.join(', ')}.`,
    Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', '),
    '## Method',
    [
      `- Every program trains the same network: convolution (same padding, bias) > batch norm > ReLU > average pooling of 2, ` +
        `so many blocks; flatten > dense 128 > ReLU > dense 5. Cross-entropy, Adam at 1e-3 with weight decay 1e-5 as L2 in ` +
        `the gradient, float32, batches of ${batchSize}.`,
      `- ${data.beats} ${data.isReal ? 'training beats of the published split' : 'generated beats'}, shuffled anew each ` +
        'epoch; batches are gathered, running averages of batch norm kept, losses summed up. A step is all of it.',
      '- `--check` lets all of them train from the same weights over the same batches: parameter counts are equal, mean losses ' +
        'fall and agree.',
      `- For each model all programs are started, build their networks and warm up; then each in each mode trains in turn: ` +
        `${rounds.join(', ')}, each begun with a tenth of that time that does not count. So noise hits all alike. Ratios are ` +
        'taken within rounds; then medians.',
      `- Waiting programs wait: the busiest used ${idle.length === 0 ? 'an unknown share' : `${Math.round(Math.max(...idle) * 100)} %`} ` +
        'of a core.',
      '- Two processes train two networks; both are told to start at once, and their steps a second are added up. A 2p figure ' +
        'is one divided by that.',
    ].join('\n'),
    '## What is not equal',
    [
      '- Beatbench runs the loop of its trainer as a run does: losses looked at in each step, the event loop let in ten times a ' +
        'second. Checkpoints and scoring at the end of an epoch are left out everywhere.',
      '- The bias before batch norm changes nothing in training. Beatbench does not add it and keeps its share of the running ' +
        'mean; the others add it and compute its gradient, which is rounding noise.',
      '- Keras is its `fit` with 8 steps in one call of the compiled function; JAX is one compiled function a step with donated ' +
        'buffers, which gathers its batch itself; several steps in one `scan` were slower.',
      '- PyTorch gathers batches by index, which is faster than its DataLoader. Conv1d is plain eager; channels_last is ' +
        'Conv2d of height 1, flattened without a copy, denormals flushed, and the faster of fused and foreach Adam. ' +
        'Compiled is that with forward, backward and Adam by `torch.compile`.',
      '- tf.layers and Keras have no coupled weight decay: their Adam is given the decayed gradient, which is cheaper than ' +
        'a regulariser in each layer. tf.layers runs with the settings of oneDNN that Beatbench chooses.',
      '- All run with glibc’s huge pages, as Beatbench starts its trainers; all but Beatbench with an allocator that keeps its memory besides (`MALLOC_MMAP_MAX_=0` and large thresholds).',
      '- The row of the H100 is the published study’s own: plain PyTorch, one training at a time. It is given, not measured ' +
        'here.',
      '- The hand-written arithmetic is forward, backward and Adam on one batch in memory: no gathering, no running averages; a program of one file ' +
        'that is not part of this repository. Its figure is the median of its steps, not their mean.',
    ].join('\n'),
    '## Again',
    [
      '```',
      'node bench/training/main.ts                 # all models; makes its Python environment the first time',
      'node bench/training/main.ts --models 11     # one model; the others stay as they are',
      'node bench/training/main.ts --check         # all train the same thing',
      'node bench/training/report.ts               # this page from the figures that are there',
      '```',
    ].join('\n'),
    'With real beats: `--data FOLDER` that holds mitbih_train.csv and mitbih_test.csv, plain or gzip.',
  ]
}
