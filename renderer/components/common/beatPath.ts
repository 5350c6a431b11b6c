/**
 * SVG path of a beat's real samples (without padding) in a box of `width` x `height` pixels.
 * The whole row spans the width, so that beats of one page share one time axis; values 0..1 span the height.
 */
export function beatPath(samples: readonly number[], padding: number, width: number, height: number): string {
  const step = samples.length > 1 ? width / (samples.length - 1) : width
  const end = Math.max(1, samples.length - padding)
  return samples
    .slice(0, end)
    .map(
      (value, index) => `${index === 0 ? 'M' : 'L'}${(index * step).toFixed(2)} ${((1 - value) * height).toFixed(2)}`,
    )
    .join('')
}
