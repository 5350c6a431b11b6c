import { beatClasses } from '../../shared/beatClass.ts'
import type { ParsedInput } from '../../shared/contract/commands.ts'
import type { EngineContext } from '../context.ts'
import { evaluatedPart } from '../explain/evaluatedPart.ts'
import { explainBeat } from '../explain/explainBeat.ts'
import { listBeats } from '../explain/listBeats.ts'
import type { HandlersOf } from '../handlers.ts'

/** One cell of the confusion matrix tells more than a list of all, so that it is a look of its own. */
function listName({ label, predicted }: ParsedInput<'explain.beats'>): string {
  if (label === undefined || predicted === undefined) return 'list of beats'
  return `beats of ${beatClasses[label]} predicted as ${beatClasses[predicted]}`
}

export function explainCommands(context: EngineContext): HandlersOf<'explain'> {
  const { store, library, looks, explainProgram } = context

  return {
    'explain.beats': (filter) => {
      const { runId, part } = filter
      const evaluation = evaluatedPart(store, runId, part)
      const plan = store.runs.plan(runId)
      looks.record(runId, part, listName(filter))
      return listBeats(
        {
          beats: library.beats(plan.dataSetId),
          split: plan.split,
          rows: library.rows(plan, part),
          predicted: evaluation.predicted,
          logits: library.logits(evaluation.logitsSha256),
          stored: new Set(store.explanations.rows(runId, part)),
        },
        filter,
      )
    },
    'explain.map': async (request) => {
      const explanation = await explainBeat({ store, library, program: explainProgram }, request)
      looks.record(request.runId, request.part, `map of beat ${request.row}`)
      return explanation
    },
  }
}
