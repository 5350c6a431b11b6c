import { accessSync, constants } from 'node:fs'
import path from 'node:path'

/**
 * The C++ compiler to use: `$CXX`, which may carry arguments, else g++, else clang++.
 * @returns {{ program: string, args: string[] } | undefined} undefined where it is not there
 */
export function findCompiler() {
  const [wanted, ...args] = (process.env.CXX ?? '').trim().split(/\s+/)
  const program = (wanted ? [wanted] : ['g++', 'clang++']).map(findProgram).find(Boolean)
  return program && { program, args }
}

/** The file that the shell would start for a name, if any. */
function findProgram(name) {
  const folders = name.includes(path.sep) ? ['.'] : (process.env.PATH ?? '').split(path.delimiter)
  return folders.map((folder) => path.resolve(folder, name)).find(isExecutable)
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch (error) {
    if (['ENOENT', 'EACCES', 'ENOTDIR'].includes(error.code)) return false
    throw error
  }
}
