import { mdiCodeBraces, mdiCubeOutline, mdiHexagonMultipleOutline, mdiLanguageJavascript } from '@mdi/js'
import type { ModelFormat } from '../../../electron/shared/run.ts'

/** Files that a trained network is exported to, in the words of who opens them. */
export const modelFormats: readonly { format: ModelFormat; title: string; note: string; icon: string }[] = [
  { format: 'safetensors', title: 'Weights', note: 'safetensors, for PyTorch or NumPy', icon: mdiCubeOutline },
  { format: 'keras', title: 'Keras', note: '.keras, for Keras 3', icon: mdiCodeBraces },
  { format: 'tfjs', title: 'TensorFlow.js', note: 'a layers model, zipped', icon: mdiLanguageJavascript },
  { format: 'onnx', title: 'ONNX', note: 'for ONNX Runtime', icon: mdiHexagonMultipleOutline },
]
