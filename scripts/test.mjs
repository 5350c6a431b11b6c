import path from 'node:path'
import { inProject } from './install/project.mjs'
import { setUp } from './install/setUp.mjs'
import { endGroups } from './suites/runGroup.mjs'
import { quickSuites, suites } from './suites/suites.mjs'

/** `npm test`: every suite, or those named as arguments; all of them run, whatever the earlier ones said. */
async function test(names) {
  const unknown = names.filter((name) => !(name in suites))
  if (unknown.length > 0) throw new Error(`No suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`)
  const total = { passed: 0, failed: 0, skipped: 0 }
  const add = (counts) => Object.keys(total).forEach((key) => (total[key] += counts[key]))

  heading('setup')
  const failures = await setUp({ tests: !names.every((name) => quickSuites.includes(name)) })
  add({ passed: 0, failed: failures.length, skipped: 0 })
  for (const name of names) {
    const startedAt = Date.now()
    heading(name)
    const counts = await runSuite(name)
    add(counts)
    counts.remarks.forEach((remark) => console.log(remark))
    const seconds = Math.round((Date.now() - startedAt) / 1000)
    console.log(`${name}: ${summary(counts)} (${seconds} s)`)
  }
  console.log(`\n${summary(total)}`)
  return total.failed === 0 ? 0 : 1
}

/** A suite that cannot even start is a failed one. */
async function runSuite(name) {
  try {
    return await suites[name]()
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, remarks: [error.message] }
  }
}

function heading(name) {
  console.log(`\n== ${name}`)
}

function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

process.env.PATH = [inProject('node_modules', '.bin'), process.env.PATH].join(path.delimiter)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    endGroups()
    process.exit(1)
  })
}
const named = process.argv.slice(2)
process.exitCode = await test(named.length > 0 ? named : Object.keys(suites))
