/** Symbols of the codes 0 to 41 (https://physionet.org/physiotools/wag/annot-5.htm); a dot for codes without one. */
const symbols = ' NLRaVFJASEj/Q~.|.sT*D"=pB^t+u?![]en@xf()r'

/** The largest code that an annotation may have. */
export const largestCode = 49

/** The symbol of an annotation code; as in the WFDB library `[15]` for one that has none. */
export function symbolOf(code: number): string {
  const symbol = symbols[code]
  return symbol === undefined || symbol === '.' ? `[${code}]` : symbol
}
