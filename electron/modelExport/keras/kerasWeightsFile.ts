import * as h5wasm from 'h5wasm'
import type { KerasLayer, KerasWeight } from './kerasLayer.ts'
import { snakeCase } from './snakeCase.ts'

/**
 * The `model.weights.h5` of Keras 3: `layers/conv1d_1/vars/0` is the first weight of the second convolution,
 * `layers/lstm/cell/vars/0` of a recurrent layer's cell, `layers/bidirectional/forward_layer/cell/vars/0` of one
 * direction's. Layers without weights have an empty `vars`.
 */
export async function kerasWeightsFile(layers: readonly KerasLayer[]): Promise<Uint8Array> {
  const { FS } = await h5wasm.ready
  return atFixedTime(() => {
    const path = 'model.weights.h5'
    const file = new h5wasm.File(path, 'w', { libver: ['earliest', 'v108'] })
    for (const group of groupsOf(layers)) writeGroup(file, group)
    file.close()
    const bytes = FS.readFile(path).slice()
    FS.unlink(path)
    return bytes
  })
}

/** A group with the weights of one thing of Keras in its `vars`. */
interface WeightGroup {
  path: string
  name: string
  weights: KerasWeight[]
}

/** Groups after those they lie in. */
function groupsOf(layers: readonly KerasLayer[]): WeightGroup[] {
  const counts = new Map<string, number>()
  return [
    { path: '', name: 'beatbench', weights: [] },
    ...layers.flatMap((layer) => {
      const group = snakeCase(layer.className)
      const count = counts.get(group) ?? 0
      counts.set(group, count + 1)
      return groupsOfLayer(layer, `layers/${group}${count === 0 ? '' : `_${count}`}`)
    }),
  ]
}

function groupsOfLayer({ name, weights }: KerasLayer, path: string): WeightGroup[] {
  const parts = new Map<string, KerasWeight[]>([['', []]])
  for (const weight of weights) {
    // `forward_layer/cell` lies in a `forward_layer` with an empty `vars`.
    const [outer, inner] = weight.part.split('/')
    if (inner !== undefined && outer !== undefined && !parts.has(outer)) parts.set(outer, [])
    parts.set(weight.part, [...(parts.get(weight.part) ?? []), weight])
  }
  return [...parts].map(([part, some]) => ({ path: part === '' ? path : `${path}/${part}`, name, weights: some }))
}

function writeGroup(file: h5wasm.File, { path, name, weights }: WeightGroup): void {
  let group: h5wasm.Group = file
  for (const step of [...path.split('/'), 'vars'].filter((part) => part !== '')) group = groupIn(group, step)
  group.create_attribute('name', name)
  weights.forEach(({ shape, data }, index) => group.create_dataset({ name: String(index), data, shape, dtype: '<f' }))
}

/** A group of that name, made where it is not there. */
function groupIn(parent: h5wasm.Group, name: string): h5wasm.Group {
  const group = parent.keys().includes(name) ? parent.get(name) : parent.create_group(name)
  if (group instanceof h5wasm.Group) return group
  throw new TypeError(`${parent.path}/${name} is no group.`)
}

/**
 * HDF5 writes the time into the file and cannot be told not to here. While it writes, all of it synchronously, the clock
 * stands, so that equal weights give equal bytes.
 */
function atFixedTime<T>(write: () => T): T {
  const { now } = Date
  Date.now = () => 0
  try {
    return write()
  } finally {
    Date.now = now
  }
}
