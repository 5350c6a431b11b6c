/** Layers of Keras that are used, by their class names: the same in Keras 3 and in TensorFlow.js. */
export type KerasClass =
  | 'InputLayer'
  | 'Conv1D'
  | 'BatchNormalization'
  | 'LayerNormalization'
  | 'Activation'
  | 'LeakyReLU'
  | 'AveragePooling1D'
  | 'MaxPooling1D'
  | 'Dropout'
  | 'Add'
  | RecurrentClass
  | 'Bidirectional'
  | 'GlobalAveragePooling1D'
  | 'GlobalMaxPooling1D'
  | 'Flatten'
  | 'Reshape'
  | 'Cropping2D'
  | 'Concatenate'
  | 'Dense'

export type RecurrentClass = 'SimpleRNN' | 'GRU' | 'LSTM'

/** One layer of a functional model, before it is written down the way of one program. */
export interface KerasLayer {
  className: KerasClass
  /** Ours with low lines for dots (`block1_conv`), which Keras on PyTorch does not take. Every name is there once. */
  name: string
  /** Constructor arguments by Keras's names; what is left out is as Keras has it by default. */
  config: Record<string, unknown>
  /** The layer that a `Bidirectional` holds. */
  wraps?: { className: RecurrentClass; config: Record<string, unknown> }
  /** Layers whose outputs come in. */
  inputs: string[]
  /** Of the output, without the batch. */
  shape: number[]
  weights: KerasWeight[]
}

/** A weight, in Keras's order of them and of their axes. */
export interface KerasWeight {
  name: string
  /** Which part of the layer has it: the layer itself (empty), a recurrent layer's cell, or that of one direction. */
  part: '' | 'cell' | 'forward_layer/cell' | 'backward_layer/cell'
  shape: number[]
  data: Float32Array
}
