/** The end of a path, for narrow places: `…/beatbench/experiments.db`. */
export function shortPath(path: string, segments = 2): string {
  const parts = path.split(/[\\/]/).filter(Boolean)
  return parts.length <= segments ? path : `…/${parts.slice(-segments).join('/')}`
}
