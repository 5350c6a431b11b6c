import { dialog } from 'electron'
import { toErrorData } from '../shared/appError.ts'

/** Says in a dialog what went wrong and what to do, for what no page can show. */
export function showFailure(error: unknown, title = 'Beatbench'): void {
  const { message, hint } = toErrorData(error)
  dialog.showErrorBox(title, [message, hint].filter(Boolean).join('\n\n'))
}
