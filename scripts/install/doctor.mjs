import { existsSync } from 'node:fs'
import { inCache } from './cache.mjs'
import { electronBinary } from './electron.mjs'
import { describeKernels } from './kernels.mjs'
import { projectNode } from './nodeRuntime.mjs'
import { inProject } from './project.mjs'
import { run } from './run.mjs'

/**
 * What `bin/beatbench doctor` tells where the set-up is not done and the real one cannot run: what the set-up needs, what
 * it has made, and the command that comes next. Ends with code 1, as there is something to mend.
 */
const facts = {
  node: process.versions.node,
  npm: await versionOf('npm', ['--version']),
  python: await versionOf('python3', ['--version']),
  pip: await versionOf('python3', ['-m', 'pip', '--version']),
  'g++': await versionOf('g++', ['--version']),
  make: await versionOf('make', ['--version']),
  packages: existsSync(inProject('node_modules', 'electron')) ? 'installed' : null,
  'node 24': existsSync(projectNode()) ? projectNode() : null,
  kernels: describeKernels() ?? null,
  electron: electronBinary() ?? null,
  cache: inCache(),
}
const debianPackages = { npm: 'npm', python: 'python3', pip: 'python3-pip', 'g++': 'g++', make: 'make' }
const toInstall = Object.keys(debianPackages).filter((name) => !facts[name])
const mend = [
  ...(toInstall.length > 0
    ? [`sudo apt-get install -y ${toInstall.map((name) => debianPackages[name]).join(' ')}`]
    : []),
  ...(facts.packages ? [] : ['npm ci']),
  'scripts/setup',
].join(' && ')

if (process.argv.includes('--json')) console.log(JSON.stringify({ isSetUp: false, ...facts, mend }, null, 2))
else {
  console.log('Beatbench is not set up here.')
  for (const [name, value] of Object.entries(facts)) console.log(`${name.padEnd(14)}${value ?? 'missing'}`)
  console.log(`To mend it: cd '${inProject()}' && ${mend}`)
}
process.exitCode = 1

async function versionOf(program, args) {
  const { ok, output } = await run(program, args)
  return ok ? (output.match(/\d+\.[\d.]+/)?.[0] ?? output.trim()) : null
}
