const listText = (values: readonly number[]): string => {
  const distinct = new Set(values)
  if (values.length > 1 && distinct.size === 1) return `${values[0]} each`
  return values.join(', ')
}

/** Filters in few signs: `32`, `32 each`, `64–1024` for a rising list. */
export function filtersText(filters: readonly number[]): string {
  const rises = filters.every((value, index) => index === 0 || value > (filters[index - 1] ?? 0))
  return filters.length > 2 && rises ? `${filters[0]}–${filters.at(-1)}` : listText(filters)
}

/** Kernel sizes in few signs: `3` when all are equal, else the list. */
export function kernelText(kernelSizes: readonly number[]): string {
  return new Set(kernelSizes).size === 1 ? String(kernelSizes[0]) : kernelSizes.join(', ')
}
