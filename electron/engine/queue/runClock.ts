import { crowding } from './remainingTime.ts'

/** What is known of a training's running epoch, or of its trainer's start. Times as of a core to itself, in ms. */
export interface RunningStretch {
  /** Steps done, 0..1, as was told last. */
  progress: number
  /** How long it had lasted by then, and has lasted now. */
  movedMs: number
  elapsedMs: number
  /** What epochs of this training took so far. */
  ownEpochs: readonly number[]
}

interface Stretch {
  progress: number
  begunAt: number
  movedAt: number
  ownEpochs: number[]
}

/** The stop watches of all trainings that go on. */
export class RunClock {
  readonly #cores: number
  readonly #stretches = new Map<number, Stretch>()

  constructor(cores: number) {
    this.#cores = cores
  }

  /** How much slower a training is than with a core to itself. */
  get slowness(): number {
    return crowding(Math.max(1, this.#stretches.size), this.#cores)
  }

  /** A trainer was started, or has become ready for its first epoch. */
  begin(runId: number): void {
    const now = performance.now()
    const ownEpochs = this.#stretches.get(runId)?.ownEpochs ?? []
    this.#stretches.set(runId, { progress: 0, begunAt: now, movedAt: now, ownEpochs })
  }

  move(runId: number, progress: number): void {
    const stretch = this.#stretches.get(runId)
    if (stretch) Object.assign(stretch, { progress, movedAt: performance.now() })
  }

  /** An epoch ended after so long, and the next begins. */
  endEpoch(runId: number, epochMs: number): void {
    this.#stretches.get(runId)?.ownEpochs.push(epochMs / this.slowness)
    this.begin(runId)
  }

  forget(runId: number): void {
    this.#stretches.delete(runId)
  }

  read(runId: number): RunningStretch | null {
    const stretch = this.#stretches.get(runId)
    if (!stretch) return null
    const { progress, begunAt, movedAt, ownEpochs } = stretch
    const movedMs = (movedAt - begunAt) / this.slowness
    const elapsedMs = (performance.now() - begunAt) / this.slowness
    return { progress, movedMs, elapsedMs, ownEpochs }
  }
}
