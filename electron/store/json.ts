import type { z } from 'zod'

/** Reads a JSON column with its noun's schema. A row that does not fit is a defect and throws. */
export function parseColumn<S extends z.ZodType>(schema: S, text: string): z.output<S> {
  return schema.parse(JSON.parse(text))
}

/** The moment now, as the store writes it. */
export function timestamp(): string {
  return new Date().toISOString()
}
