import { z } from 'zod'

/** What the status bar and the start screen tell of the engine and the computer. */
export const systemStatusSchema = z.object({
  beatbench: z.string(),
  databasePath: z.string(),
  filesPath: z.string(),
  pid: z.number(),
  node: z.string(),
  tensorflow: z.string().nullable(),
  cpu: z.string(),
  cores: z.number().int(),
  memoryBytes: z.number(),
  memoryUsedBytes: z.number(),
  /** All cores together, 0..1, over the last seconds. */
  cpuLoad: z.number(),
  diskFreeBytes: z.number(),
  databaseBytes: z.number(),
  workers: z.number().int(),
  workersBusy: z.number().int(),
  queue: z.object({
    isPaused: z.boolean(),
    /** Why it was paused where no user did it: a full disk, trainers that fail at once. */
    pauseReason: z.string().nullable(),
    total: z.number(),
    done: z.number(),
    active: z.number(),
    waiting: z.number(),
    failed: z.number(),
    /** Until the last waiting run has ended. */
    remainingMs: z.number().nullable(),
    /** Early stopping may end runs sooner, and no run like them has told when yet. */
    isRemainingAtMost: z.boolean(),
    /** Why the next run does not start although a worker is free, in words. */
    waitsFor: z.string().nullable(),
  }),
  /** Rows that name a missing file and the like, for Settings. */
  warnings: z.array(z.string()),
})

export const settingsSchema = z.object({
  /** Trainings at once; the number of physical cores at first. */
  workers: z.number().int().min(1).max(256),
  theme: z.enum(['light', 'dark', 'system']),
})

export type SystemStatus = z.infer<typeof systemStatusSchema>
export type Settings = z.infer<typeof settingsSchema>
