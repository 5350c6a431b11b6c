const train = '101 102 104 106 108 109 112 114 115 116 118 119 122 124 203 205 207 208 209 215 220 223 230'.split(' ')
const test =
  '100 103 105 107 111 113 117 121 123 200 201 202 210 212 213 214 217 219 221 222 228 231 232 233 234'.split(' ')

/**
 * The built-in sample's split by record: the inter-patient halves of de Chazal, O'Dwyer and Reilly (2004) with 201 moved
 * beside 202, which is the same person, and the four paced records, which they left out, put two on each side.
 */
export const sampleSides: ReadonlyMap<string, 'train' | 'test'> = new Map([
  ...train.map((record) => [record, 'train'] as const),
  ...test.map((record) => [record, 'test'] as const),
])

/** The person behind a record of the MIT-BIH Arrhythmia Database: 201 and 202 are one. */
export function personOfRecord(record: string): string {
  return record === '202' ? '201' : record
}
