import { AppError } from '../../shared/appError.ts'

/**
 * Unpacks WFDB format 212 (https://physionet.org/physiotools/wag/signal-5.htm): three bytes hold two 12-bit two's
 * complement samples; samples of the channels alternate.
 *
 * @returns one array of ADC units per channel
 * @throws AppError `bad-file` where the bytes do not hold a whole number of frames
 */
export function readFormat212(bytes: Uint8Array, channels: number, name: string): Int16Array[] {
  const samples = Math.floor((bytes.length * 2) / 3)
  if (channels < 1 || samples % channels !== 0 || bytes.length !== Math.ceil((samples * 3) / 2)) {
    throw new AppError('bad-file', `${name}: ${bytes.length} bytes do not hold whole frames of ${channels} samples.`)
  }
  const signals = Array.from({ length: channels }, () => new Int16Array(samples / channels))
  for (let sample = 0; sample < samples; sample++) {
    const at = (sample >> 1) * 3
    const raw =
      sample % 2 === 0 ? bytes[at]! | ((bytes[at + 1]! & 0x0f) << 8) : bytes[at + 2]! | ((bytes[at + 1]! & 0xf0) << 4)
    signals[sample % channels]![Math.floor(sample / channels)] = (raw << 20) >> 20
  }
  return signals
}

/** The 16-bit sum by which a header's checksum tells that a channel was read whole. */
export function sumSamples(signal: Int16Array): number {
  let sum = 0
  for (const sample of signal) sum = (sum + sample) & 0xffff
  return (sum << 16) >> 16
}
