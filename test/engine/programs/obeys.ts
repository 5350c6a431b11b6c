/** Does what it is told: the end of a program in all its forms. */
process.on('message', (command: 'talk' | 'crash' | 'stay') => {
  if (command === 'talk') {
    process.send?.({ text: 'x'.repeat(5_000_000) }, () => process.disconnect())
  } else if (command === 'crash') {
    for (let line = 1; line <= 30; line++) console.error(`line ${line}`)
    process.exit(3)
  } else {
    process.on('SIGTERM', () => undefined)
    setInterval(() => undefined, 1000)
    process.send?.({ text: 'staying' })
  }
})
