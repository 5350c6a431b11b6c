import { ds1, ds2 } from './recordSides.ts'

const train = [...ds1.filter((record) => record !== '201'), '102', '104']
const test = [...ds2, '201', '107', '217']

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
