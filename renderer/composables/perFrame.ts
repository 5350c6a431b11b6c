/**
 * Gathers values and hands them over together, at most once per animation frame.
 * A hidden page has no frames, so a timer hands over as well.
 */
export function perFrame<T>(apply: (values: T[]) => void): (value: T) => void {
  let waiting: T[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let frame: number | undefined
  const flush = () => {
    clearTimeout(timer)
    if (frame !== undefined) cancelAnimationFrame(frame)
    frame = undefined
    const values = waiting
    waiting = []
    if (values.length > 0) apply(values)
  }
  return (value) => {
    waiting.push(value)
    if (frame !== undefined) return
    frame = requestAnimationFrame(flush)
    timer = setTimeout(flush, 500)
  }
}
