import type { Provenance } from '../../shared/dataSet.ts'
import type { ExtractedRecord, Extraction } from '../../shared/extraction.ts'
import { placeOf } from './beatIndex.ts'
import { personOf } from './knownRecords.ts'
import type { CutBeats } from './orderBeats.ts'
import type { CutRecord } from './readAndCut.ts'
import type { LeftOutReason } from './recordBeats.ts'

/** What has been cut from all records so far, in the order of the rows. */
export class CutCollection {
  readonly records: string[] = []
  readonly persons: string[] = []
  readonly facts: ExtractedRecord[] = []
  readonly files: Provenance['files'] = []
  readonly leftOutRecords: Extraction['leftOutRecords'] = []
  /** Beats left out, by reason. */
  readonly leftOutCounts = new Map<LeftOutReason, number>()
  readonly changedFiles: string[] = []
  /** All signals are those of the MIT-BIH Arrhythmia Database. */
  isMitBih = true
  readonly #record: number[] = []
  readonly #sample: number[] = []
  readonly #label: number[] = []
  readonly #leftOut = new Map<string, LeftOutReason>()
  readonly #givenPersons: Readonly<Record<string, string>>

  /** @param persons by record, where they are others than the known ones */
  constructor(persons: Readonly<Record<string, string>>) {
    this.#givenPersons = persons
  }

  add({ facts, beats, files, isMitBih, hasMitBihSignals, changedFiles }: CutRecord): void {
    const { record } = facts
    for (const { sample, reason } of beats.leftOut) {
      this.#leftOut.set(placeOf(record, sample), reason)
      this.countLeftOut(reason)
    }
    if (beats.beats.length === 0) return this.leaveOutRecord(record, 'It has no beats to be cut.')
    const index = this.records.push(record) - 1
    this.persons.push(this.#givenPersons[record] ?? personOf(record, isMitBih))
    this.facts.push(facts)
    this.files.push(...files)
    this.changedFiles.push(...changedFiles)
    this.isMitBih &&= hasMitBihSignals
    for (const { sample, label } of beats.beats) {
      this.#record.push(index)
      this.#sample.push(sample)
      this.#label.push(label)
    }
  }

  leaveOutRecord(record: string, reason: string): void {
    this.leftOutRecords.push({ record, reason })
  }

  countLeftOut(reason: LeftOutReason, count = 1): void {
    if (count > 0) this.leftOutCounts.set(reason, (this.leftOutCounts.get(reason) ?? 0) + count)
  }

  beats(): CutBeats {
    return {
      record: this.#record,
      sample: this.#sample,
      label: this.#label,
      records: this.records,
      leftOut: this.#leftOut,
    }
  }
}
