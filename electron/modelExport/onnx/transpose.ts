/** A row-major matrix `[rows, columns]` as `[columns, rows]`. */
export function transpose(data: Float32Array, rows: number, columns: number): Float32Array {
  const turned = new Float32Array(data.length)
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) turned[column * rows + row] = data[row * columns + column] ?? 0
  return turned
}

/** Attributes of a `Transpose` from `[batch, channels, length]` to `[batch, length, channels]`, and back. */
export const turnMap = { perm: [0, 2, 1] }
