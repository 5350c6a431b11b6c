import path from 'node:path'
import { fileURLToPath } from 'node:url'

const electronFolder = fileURLToPath(new URL('..', import.meta.url))

/** The programs that the engine forks; tests put others in their place. */
export interface Programs {
  trainer: string
  explain: string
  importer: string
  /** Prints TensorFlow's version. */
  probe: string
}

export function installedPrograms(): Programs {
  return {
    trainer: path.join(electronFolder, 'trainer', 'main.ts'),
    explain: path.join(electronFolder, 'trainer', 'explainMain.ts'),
    importer: path.join(electronFolder, 'data', 'main.ts'),
    probe: path.join(electronFolder, 'trainer', 'probeTensorflow.ts'),
  }
}
