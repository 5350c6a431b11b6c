import { existsSync } from 'node:fs'
import { defineConfig } from 'vitest/config'
import { describeKernels } from './scripts/install/kernels.mjs'

/** Whole files on the real recordings, which lie beside the repository where they are there at all. */
const onRealSet = 'test/**/realSet.test.ts'
const hasRealSet = existsSync(new URL('../shared/data', import.meta.url))
if (!hasRealSet) console.log('../shared/data is not there: tests on the whole real set are left out')

/** A file on the fused kernels, which are not everywhere, and not wanted everywhere. */
const onFusedKernels = 'test/trainer/fusedKernels.test.ts'
const kernels = process.env['BEATBENCH_KERNELS'] === 'stock' ? 'stock: BEATBENCH_KERNELS says so' : describeKernels()
if (kernels !== 'fused')
  console.log(`Tests of the fused kernels are left out; the kernels here: ${kernels ?? 'none, run scripts/setup'}`)

/** Unit tests are quick and pure; integration tests fork trainers and engines. TensorFlow needs processes, not threads. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    exclude: [
      'test/e2e/**',
      'test/electron/**',
      ...(hasRealSet ? [] : [onRealSet]),
      ...(kernels === 'fused' ? [] : [onFusedKernels]),
    ],
  },
})
