import { AppError } from '../../shared/appError.ts'
import type { Architecture } from '../../shared/architecture.ts'

/**
 * TensorFlow.js has only the first form of the GRU (Cho et al. 2014), whose reset gate comes before the recurrent product;
 * no choice of weights makes it the later one, which PyTorch, cuDNN and Keras use and this network was trained with.
 * @throws AppError `bad-input` naming the layer
 */
export function refuseForTfjs({ recurrent }: Architecture): void {
  const index = recurrent.findIndex(({ cell }) => cell === 'gru')
  if (index < 0) return
  throw new AppError(
    'bad-input',
    `Recurrent layer ${index + 1} is a GRU that resets after the recurrent product; TensorFlow.js has only the GRU that resets before it.`,
    'Export ONNX, which runs in browsers too (onnxruntime-web), or Keras.',
  )
}
