import { defineConfig } from 'vitest/config'

/** The whole main job in a real browser against a real engine: one file after the other, since each trains. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 60_000,
    include: ['test/e2e/**/*.test.ts'],
  },
})
