import type { Random } from '../../../electron/shared/random.ts'

/** Numbers that headers are damaged with. */
const nastyNumbers = [
  ...[
    '0',
    '-0',
    '-1',
    '1',
    '2',
    '3',
    '255',
    '256',
    '32768',
    '65536',
    '9999999',
    '16777216',
    '2147483647',
    '2147483648',
  ],
  ...['4294967296', '1000000000', '1000000000000', '9007199254740991', '9007199254740993', '99999999999999999999999'],
  ...[
    '1e3',
    '1e308',
    '1e999',
    '-1e-999',
    '0.1',
    '.5',
    '5.',
    'NaN',
    'Infinity',
    '0x10',
    '１',
    '',
    '1 1',
    '8',
    '212',
    '516',
  ],
]
const nastyWords = [
  '~',
  '-',
  '..',
  '../x',
  '/etc/passwd',
  '.',
  '#',
  '\0',
  '\r',
  '\n',
  '\n\n',
  '\u2028',
  '/',
  '(',
  ')/',
  'é',
  'x:',
]

/** A record's files by name. */
export type Files = Map<string, Uint8Array>

const pick = <T>(items: readonly T[], random: Random): T => items[random.nextBelow(items.length)]!
const join = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

/** Damages a record: from one to four changes of one or more of its files. Says what it did. */
export function mutateFiles(original: Files, random: Random): { files: Files; changes: string[] } {
  const files = new Map(original)
  const changes: string[] = []
  for (let left = 1 + random.nextBelow(1 + random.nextBelow(4)); left > 0; left--) {
    const name = pick([...files.keys()], random)
    const bytes = files.get(name)!
    const isHeader = name.endsWith('.hea')
    // Headers are small and say what the rest is: they are damaged as text more often than as bytes.
    const mutate = isHeader && random.nextBelow(4) > 0 ? pick(textMutations, random) : pick(byteMutations, random)
    files.set(name, mutate(bytes, random))
    changes.push(`${mutate.name} ${name}`)
  }
  if (random.nextBelow(40) === 0) {
    const name = pick([...files.keys()], random)
    files.delete(name)
    changes.push(`removed ${name}`)
  }
  return { files, changes }
}

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array

const noise = (length: number, random: Random) => Uint8Array.from({ length }, () => random.nextBelow(256))

/** Two places in order. */
function span(length: number, random: Random): [number, number] {
  const [a, b] = [random.nextBelow(length + 1), random.nextBelow(length + 1)]
  return a < b ? [a, b] : [b, a]
}

const byteMutations: Mutation[] = [
  function flipBits(bytes, random) {
    const changed = bytes.slice()
    for (let left = 1 + random.nextBelow(8); left > 0 && changed.length > 0; left--) {
      changed[random.nextBelow(changed.length)]! ^= 1 << random.nextBelow(8)
    }
    return changed
  },
  function cutOff(bytes, random) {
    return bytes.slice(0, random.nextBelow(bytes.length + 1))
  },
  function removePart(bytes, random) {
    const [start, end] = span(bytes.length, random)
    return join(bytes.subarray(0, start), bytes.subarray(end))
  },
  function repeatPart(bytes, random) {
    const [start, end] = span(bytes.length, random)
    return join(bytes.subarray(0, end), bytes.subarray(start))
  },
  function insertNoise(bytes, random) {
    const at = random.nextBelow(bytes.length + 1)
    return join(bytes.subarray(0, at), noise(1 + random.nextBelow(64), random), bytes.subarray(at))
  },
  function overwriteWithNoise(bytes, random) {
    const [start, end] = span(bytes.length, random)
    const changed = bytes.slice()
    changed.set(noise(end - start, random), start)
    return changed
  },
  function replaceWithNoise(_, random) {
    return noise(random.nextBelow(300), random)
  },
  function extendWithZeros(bytes, random) {
    return join(bytes, new Uint8Array(random.nextBelow(5000)))
  },
]

/** Makes a mutation of a text's pieces, found by a pattern, where there are any. */
function ofText(name: string, change: (text: string, random: Random) => string): Mutation {
  const mutation: Mutation = (bytes, random) =>
    new Uint8Array(Buffer.from(change(Buffer.from(bytes).toString(), random)))
  return Object.defineProperty(mutation, 'name', { value: name })
}

function replaceOne(text: string, pattern: RegExp, random: Random, replacements: readonly string[]): string {
  const found = [...text.matchAll(pattern)]
  if (found.length === 0) return text
  const { index, 0: piece } = pick(found, random)
  return text.slice(0, index) + pick(replacements, random) + text.slice(index + piece.length)
}

const changeLines = (text: string, change: (lines: string[]) => string[]) => change(text.split('\n')).join('\n')

const textMutations: Mutation[] = [
  ofText('replaceNumber', (text, random) => replaceOne(text, /\d+/g, random, nastyNumbers)),
  ofText('replaceNumbers', (text, random) =>
    Array.from({ length: 4 }).reduce<string>((changed) => replaceOne(changed, /\d+/g, random, nastyNumbers), text),
  ),
  ofText('replaceWord', (text, random) => replaceOne(text, /\S+/g, random, nastyWords)),
  ofText('insertWord', (text, random) => {
    const at = random.nextBelow(text.length + 1)
    return text.slice(0, at) + pick([...nastyWords, ...nastyNumbers], random) + text.slice(at)
  }),
  ofText('repeatLine', (text, random) =>
    changeLines(text, (lines) => lines.toSpliced(random.nextBelow(lines.length), 0, pick(lines, random))),
  ),
  ofText('removeLine', (text, random) =>
    changeLines(text, (lines) => lines.toSpliced(random.nextBelow(lines.length), 1)),
  ),
  ofText('shuffleLines', (text, random) => changeLines(text, (lines) => random.shuffle(lines))),
  ofText('renameFile', (text, random) => {
    const names = [...text.matchAll(/^\S+/gm)].map(([name]) => name)
    return names.length === 0 ? text : replaceOne(text, /^\S+/gm, random, names)
  }),
]
