/**
 * Calls one of `steps` at each Ctrl-C, in their order; SIGTERM takes the last one at once. A signal after the last step
 * ends the program. Ends with a function that gives the signals back.
 */
export function onInterrupt(...steps: (() => void)[]): () => void {
  let taken = 0
  const listener = (signal: NodeJS.Signals) => {
    if (taken >= steps.length) process.exit(1)
    if (signal === 'SIGTERM') taken = steps.length - 1
    steps[taken++]?.()
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
  }
}
