import type { RawAnnotation } from './decodeAnnotations.ts'

/** A code that a file of annotations defines itself. */
export interface AnnotationDefinition {
  code: number
  symbol: string
  description: string
}

const noteCode = 22
const resolution = /^## time resolution: (\d+(?:\.\d+)?)/
const definition = /^(\d{1,2}) (\S+) (.+)$/

/** Whether an annotation is a note at sample 0, which says something of the whole file instead of a place in it. */
export function isDefinition({ tick, code }: RawAnnotation): boolean {
  return tick === 0 && code === noteCode
}

/**
 * Reads what the notes at sample 0 define: the ticks per second in which the file counts time, and its own annotation
 * codes, listed between `## annotation type definitions` and `## end of definitions` as `code symbol description`.
 */
export function readDefinitions(notes: RawAnnotation[]): {
  ticksPerSecond: number | null
  definitions: AnnotationDefinition[]
} {
  let ticksPerSecond: number | null = null
  let isList = false
  const definitions: AnnotationDefinition[] = []
  for (const { text } of notes) {
    const ticks = Number(resolution.exec(text)?.[1])
    if (ticks > 0) ticksPerSecond ??= ticks
    if (text.startsWith('## ')) isList = text === '## annotation type definitions'
    else if (isList) {
      const [, code, symbol, description] = definition.exec(text) ?? []
      if (code && symbol && description) definitions.push({ code: Number(code), symbol, description })
    }
  }
  return { ticksPerSecond, definitions }
}
