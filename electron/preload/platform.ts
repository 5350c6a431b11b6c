import { webUtils } from 'electron'

/** The path of a file dropped on the window; empty for a file that the page made itself. */
export function pathOfFile(file: File): string {
  return webUtils.getPathForFile(file)
}
