import { AppError } from '../../shared/appError.ts'

/** Samples that a record may have however small its files are: 64 MB of them. */
const freeSamples = 2 ** 24
/** Samples per byte of signal files; no format has more than 4 in 3, the rest is room for gaps. */
const samplesPerByte = 16

/** Makes an array for a file's content; throws AppError `bad-file` where there is not enough memory for it. */
export function takeMemory<T>(file: string, make: () => T): T {
  try {
    return make()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new AppError('bad-file', `${file}: it is too large for this computer's memory.`, 'Choose a shorter record.')
  }
}

/**
 * Refuses a header that promises more than its files could hold. Gaps between segments and segments that are named again
 * take memory without bytes of their own, so that a short header could otherwise ask for any amount.
 */
export function checkSampleCount(headerFile: string, samples: number, fileBytes: number): void {
  const most = freeSamples + samplesPerByte * fileBytes
  if (samples <= most) return
  const what = `${headerFile}: it promises ${samples} samples, but its signal files have ${fileBytes} bytes.`
  throw new AppError('bad-file', what, 'Check the lengths in the header, or take a fresh copy of the record.')
}
