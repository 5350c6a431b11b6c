import { loadTensorFlow } from '../../electron/trainer/tensorflow.ts'

/** TensorFlow for the tests of one file. */
export const tf = loadTensorFlow(1)
