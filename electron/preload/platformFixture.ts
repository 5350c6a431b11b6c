/** Electron 9 hands no `File` from page to preload script: dropping is not tested there. */
export function pathOfFile(_file: File): string {
  return ''
}
