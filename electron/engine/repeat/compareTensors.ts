import type { Safetensors, Tensor } from '../../shared/safetensors.ts'

/** How two files of the same tensors differ. */
export interface TensorDifference {
  /** Names of tensors that are in one file only, or have another type or shape. */
  unlike: string[]
  /** Tensors with other values, in the order of the first file. */
  changed: { name: string; values: number; of: number; largest: number }[]
}

/** Compares tensors bit for bit; null where all are the same. What else the files hold is no matter. */
export function compareTensors(before: Safetensors, now: Safetensors): TensorDifference | null {
  const names = [...new Set([...before.tensors.keys(), ...now.tensors.keys()])]
  const unlike: string[] = []
  const changed: TensorDifference['changed'] = []
  for (const name of names) {
    const [a, b] = [before.tensors.get(name), now.tensors.get(name)]
    if (!a || !b || a.dtype !== b.dtype || a.shape.join() !== b.shape.join()) unlike.push(name)
    else {
      const { values, largest } = countDifferences(a, b)
      if (values > 0) changed.push({ name, values, of: a.data.length, largest })
    }
  }
  return unlike.length + changed.length === 0 ? null : { unlike, changed }
}

/** Values whose bits differ, and the largest distance between two of them. */
function countDifferences(a: Tensor, b: Tensor): { values: number; largest: number } {
  const [bytesA, bytesB] = [bytesOf(a), bytesOf(b)]
  if (Buffer.compare(bytesA, bytesB) === 0) return { values: 0, largest: 0 }
  const width = a.data.BYTES_PER_ELEMENT
  let values = 0
  let largest = 0
  for (let index = 0; index < a.data.length; index++) {
    const [from, to] = [index * width, (index + 1) * width]
    if (bytesA.compare(bytesB, from, to, from, to) === 0) continue
    values += 1
    const distance = Math.abs(Number(a.data[index]) - Number(b.data[index]))
    largest = Math.max(largest, Number.isNaN(distance) ? Infinity : distance)
  }
  return { values, largest }
}

function bytesOf({ data }: Tensor): Buffer {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength)
}
