import { parseArgs } from 'node:util'
import path from 'node:path'
import { setUp } from './setUp.mjs'

const usage = `Usage: scripts/setup [--tests] [--libtensorflow PATH] [--kernels] [--electron]

Makes the native parts this checkout needs; does nothing when they are there.
  --tests                what the tests need as well: Chromium, Xvfb, the Electron fixture
  --libtensorflow PATH   take libtensorflow from this wheel, or from the folder it was unpacked to
  --kernels              try to compile the fused kernels again after it failed
  --electron             try to download Electron again after it failed`

try {
  const { values } = parseArgs({
    options: {
      tests: { type: 'boolean' },
      libtensorflow: { type: 'string' },
      kernels: { type: 'boolean' },
      electron: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) console.log(usage)
  else await setUpFor(values)
} catch (error) {
  if (!error.code?.startsWith('ERR_PARSE_ARGS')) throw error
  console.error(`${error.message}\n\n${usage}`)
  process.exitCode = 2
}

async function setUpFor({ tests, libtensorflow, kernels, electron }) {
  const localTensorflow = libtensorflow && path.resolve(libtensorflow)
  const failures = await setUp({ tests, localTensorflow, retryKernels: kernels, retryElectron: electron })
  if (failures.length > 0) process.exitCode = 1
}
