import type { Run } from '../../electron/shared/run.ts'
import type { SystemStatus } from '../../electron/shared/system.ts'

/** What was told at one moment: how long it would still take. */
interface Told {
  /** Of a run: finished epochs; of the queue: 0. */
  epoch: number
  atMs: number
  remainingMs: number
}

/** What was told, and what came. */
export interface EtaError {
  epoch: number
  toldMs: number
  realMs: number
  /** (told - real) / real. */
  error: number
}

/** Keeps what the engine told, from the second epoch of each run on, and compares it with what came. */
export class EtaRecord {
  readonly #now: () => number
  readonly #runs = new Map<number, { name: string; epochs: number; told: Told[]; endedAtMs: number | null }>()
  readonly #queue: Told[] = []

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  takeRun(run: Run): void {
    const name = `${run.variantName} seed ${run.seed}`
    const known = this.#runs.get(run.id) ?? { name, epochs: run.epochs, told: [], endedAtMs: null }
    this.#runs.set(run.id, known)
    if (run.state === 'finished') known.endedAtMs ??= this.#now()
    const isNew = run.epoch > (known.told.at(-1)?.epoch ?? 0)
    if (run.state !== 'training' || !isNew || run.remainingMs === null) return
    known.told.push({ epoch: run.epoch, atMs: this.#now(), remainingMs: run.remainingMs })
  }

  /** Counts from when the first run is in its second epoch. */
  takeQueue({ remainingMs, active }: SystemStatus['queue']): void {
    const hasBegun = [...this.#runs.values()].some(({ told }) => told.length > 0)
    if (hasBegun && active > 0 && remainingMs !== null) this.#queue.push({ epoch: 0, atMs: this.#now(), remainingMs })
  }

  /** Of each run that finished, at the end of each epoch but its last. */
  runErrors(): { name: string; errors: EtaError[] }[] {
    return [...this.#runs.values()].map(({ name, epochs, told, endedAtMs }) => ({
      name,
      errors:
        endedAtMs === null ? [] : told.filter(({ epoch }) => epoch < epochs).map((one) => compare(one, endedAtMs)),
    }))
  }

  queueErrors(endedAtMs: number): EtaError[] {
    return this.#queue.map((one) => compare(one, endedAtMs))
  }
}

function compare({ epoch, atMs, remainingMs }: Told, endedAtMs: number): EtaError {
  const realMs = endedAtMs - atMs
  return { epoch, toldMs: remainingMs, realMs, error: (remainingMs - realMs) / realMs }
}
