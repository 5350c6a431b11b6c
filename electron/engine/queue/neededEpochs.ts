import type { Run } from '../../shared/run.ts'
import { expectedEpochs } from './remainingTime.ts'
import type { RunFacts } from './runFacts.ts'

/** How many epochs finished runs needed, to say how many others will. */
export interface NeededEpochs {
  /** Of a run that ended by its recipe. */
  add(run: { variantId: number; epoch: number }, facts: RunFacts): void
  /** In all, by runs of the variant, else by those of the study that stop alike. */
  expect(run: Run, facts: RunFacts): { epochs: number; isAtMost: boolean }
}

export function createNeededEpochs(): NeededEpochs {
  const finals = new Map<string, { variantId: number; epoch: number }[]>()
  return {
    add: ({ variantId, epoch }, { stopsLike }) =>
      void finals.set(stopsLike, [...(finals.get(stopsLike) ?? []), { variantId, epoch }]),
    expect: (run, { stopsLike, patience }) => {
      const alike = finals.get(stopsLike) ?? []
      const own = alike.filter(({ variantId }) => variantId === run.variantId)
      return expectedEpochs({
        ...run,
        // One that is trained on, or only scored, goes to where it was told.
        patience: run.isImported || run.hasWeights ? null : patience,
        finals: (own.length > 0 ? own : alike).map(({ epoch }) => epoch),
      })
    },
  }
}
