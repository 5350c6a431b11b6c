import { defineConfig } from 'vitest/config'

/** The Electron shell, in a real but old Electron under a display: one file after the other. */
export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    globalSetup: ['test/support/buildElectronFixture.ts'],
    include: ['test/electron/**/*.test.ts'],
  },
})
