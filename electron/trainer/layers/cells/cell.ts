import type { Initialiser } from '../../initialise.ts'
import { createParameter, type Parameter } from '../../parameter.ts'
import type { Tensor } from '../../tensorflow.ts'
import type { Pass } from '../layer.ts'

/**
 * One direction of a recurrent layer, over sequences [time, batch, channels] and from a state of zeros. Both directions
 * own what they are given, as layers do.
 */
export interface Cell {
  readonly parameters: readonly Parameter[]
  /** [time, batch, inputs] to the states [time, batch, units]. */
  forward(x: Tensor, pass: Pass): Tensor
  backward(gradient: Tensor): Tensor
}

export interface CellSize {
  inputs: number
  units: number
}

/** The four parameters of a direction, named and laid out as PyTorch's up to the order of axes. */
export interface CellParameters {
  /** [inputs, gates * units] */
  inputWeight: Parameter
  /** [units, gates * units] */
  stateWeight: Parameter
  /** [gates * units] */
  inputBias: Parameter
  /** [gates * units] */
  stateBias: Parameter
}

/** What a cell is made from: `name` and, for the second direction, the `suffix` of its parameters' names. */
export interface CellPlan extends CellSize {
  name: string
  suffix: '' | '_reverse'
  initialiser: Initialiser
}

export function createCellParameters(plan: CellPlan, gates: number): CellParameters {
  const { name, suffix, inputs, units, initialiser } = plan
  const columns = gates * units
  const named = (part: string) => `${name}.${part}${suffix}`
  const bias = (part: string, isForgetOne: boolean) =>
    createParameter(named(part), initialiser.recurrentBias(named(part), { units, gates }, isForgetOne), [columns])
  return {
    inputWeight: createParameter(
      named('weight_ih'),
      initialiser.inputWeight(named('weight_ih'), { rows: inputs, units, gates }),
      [inputs, columns],
    ),
    stateWeight: createParameter(
      named('weight_hh'),
      initialiser.stateWeight(named('weight_hh'), { rows: units, units, gates }),
      [units, columns],
    ),
    inputBias: bias('bias_ih', gates === 4),
    stateBias: bias('bias_hh', false),
  }
}

export function listParameters(parameters: CellParameters): Parameter[] {
  return [parameters.inputWeight, parameters.stateWeight, parameters.inputBias, parameters.stateBias]
}
