/** A trainer that cannot even start, as one with a broken installation. */
console.error('Error: libtensorflow.so.2: cannot open shared object file')
process.exit(7)
