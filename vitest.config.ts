import { defineConfig } from 'vitest/config'

/** Unit tests are quick and pure; integration tests fork trainers and engines. TensorFlow needs processes, not threads. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    exclude: ['test/e2e/**', 'test/electron/**'],
  },
})
