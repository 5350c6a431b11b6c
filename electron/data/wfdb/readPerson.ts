import type { WfdbPerson } from './readHeader.ts'

/** Age (or -1), sex, two numbers of the tape recorder, and the analog playback speed: the MIT-BIH databases' own line. */
const mitBihLine = /^(-?\d+)\s+([FM?])\s+\S+\s+\S+\s+x\d+$/
const medicineList = /^[\w-]+(?: [\w-]+)?(?:, *[\w-]+(?: [\w-]+)?)*$/
const age = /(?:^|\s)<?age>?:\s*(\d{1,3})\b/i
const sex = /(?:^|\s)<?sex>?:\s*(f|m)(?:emale|ale)?\b/i
const medications = /<medications?>:(.*?)(?=<\w+>:|$)/is
/** Longer ones are no such fields, and would only keep the patterns busy. */
const longestComment = 500

/**
 * Finds age, sex and medication in a header's comments: the two lines of the MIT-BIH databases (`69 M 1085 1629 x1` and
 * `Aldomet, Inderal`), or fields such as `<age>: 69` or `sex: male`.
 */
export function readPerson(allComments: string[]): WfdbPerson {
  const comments = allComments.map((comment) => (comment.length > longestComment ? '' : comment))
  const at = comments.findIndex((comment) => mitBihLine.test(comment))
  if (at >= 0) return readMitBihPerson(mitBihLine.exec(comments[at]!)!, comments[at + 1] ?? '')
  const find = (field: RegExp) =>
    comments.map((comment) => field.exec(comment)?.[1]).find((found) => found !== undefined)
  const years = find(age)
  const medicines = find(medications)
  return {
    age: years === undefined ? null : Number(years),
    sex: readSex(find(sex)),
    medication: medicines === undefined ? null : splitMedicines(medicines),
  }
}

function readMitBihPerson([, years, letter]: RegExpExecArray, medicines: string): WfdbPerson {
  return {
    age: Number(years) >= 0 ? Number(years) : null,
    sex: readSex(letter),
    medication: medicineList.test(medicines) ? splitMedicines(medicines) : null,
  }
}

function readSex(text: string | undefined): 'F' | 'M' | null {
  const letter = text?.toUpperCase()
  return letter === 'F' || letter === 'M' ? letter : null
}

function splitMedicines(text: string): string[] {
  if (/^\s*\(?none\)?\s*$/i.test(text)) return []
  return text.split(',').map((medicine) => medicine.trim())
}
