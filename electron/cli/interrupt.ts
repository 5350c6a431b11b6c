/**
 * Calls `first` at the first Ctrl-C (or SIGTERM); the second one ends the program at once.
 * Ends with a function that gives the signals back.
 */
export function onInterrupt(first: () => void): () => void {
  let count = 0
  const listener = () => {
    count += 1
    if (count > 1) process.exit(1)
    first()
  }
  const signals = ['SIGINT', 'SIGTERM'] as const
  for (const signal of signals) process.on(signal, listener)
  return () => {
    for (const signal of signals) process.off(signal, listener)
  }
}
