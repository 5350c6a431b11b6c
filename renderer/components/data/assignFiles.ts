import type { ChosenFile } from '../../../electron/shared/contract/bridge.ts'

export interface ImportPair {
  train: ChosenFile | null
  test: ChosenFile | null
}

/**
 * Which file trains and which tests: by "train" and "test" in the names; where a name does not say, a file takes the
 * place that is left, the larger one training.
 */
export function assignFiles(
  files: readonly ChosenFile[],
  before: ImportPair = { train: null, test: null },
): ImportPair {
  const pair = { ...before }
  const unnamed: ChosenFile[] = []
  for (const file of files) {
    if (/test/i.test(file.name)) pair.test = file
    else if (/train/i.test(file.name)) pair.train = file
    else unnamed.push(file)
  }
  unnamed.sort((a, b) => b.bytes - a.bytes)
  for (const file of unnamed) {
    if (pair.train === null) pair.train = file
    else if (pair.test === null) pair.test = file
  }
  return pair
}
