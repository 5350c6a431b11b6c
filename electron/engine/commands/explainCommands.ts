import type { EngineContext } from '../context.ts'
import { evaluatedPart } from '../explain/evaluatedPart.ts'
import { explainBeat } from '../explain/explainBeat.ts'
import { listBeats } from '../explain/listBeats.ts'
import type { HandlersOf } from '../handlers.ts'

export function explainCommands(context: EngineContext): HandlersOf<'explain'> {
  const { store, library, looks, explainProgram } = context

  return {
    'explain.beats': (filter) => {
      const { runId, part } = filter
      const evaluation = evaluatedPart(store, runId, part)
      const plan = store.runs.plan(runId)
      looks.record(runId, part, 'list of beats')
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
