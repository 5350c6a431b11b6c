const millivolts: Readonly<Record<string, number>> = {
  mv: 1,
  v: 1000,
  uv: 1e-3,
  // Two characters that look alike: the micro sign and the Greek letter.
  '\u00b5v': 1e-3,
  '\u03bcv': 1e-3,
}

/** How many millivolts a unit of a signal has; null where it is no voltage. */
export function millivoltsPer(unit: string): number | null {
  return millivolts[unit.toLowerCase()] ?? null
}
