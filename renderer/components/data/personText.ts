/** What is known of the person behind a record. */
interface Person {
  record: string
  person: string
  age: number | null
  sex: string | null
}

/** "M 69", "F", "age ?", and whose record it is where that is not its own: "M 68, as 201". */
export function personText({ record, person, age, sex }: Person, named?: string): string {
  const who = [sex ?? '', age === null ? '' : String(age)].filter((part) => part !== '').join(' ')
  const other = named !== undefined && named.trim() !== '' ? named.trim() : person
  const facts = who === '' ? 'not told' : who
  return other === record ? facts : `${facts}, as ${other}`
}
