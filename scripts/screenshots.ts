import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { launchChromium, openWatched } from '../test/support/chromium.ts'
import { startServe } from '../test/support/serveProcess.ts'

const usage = `Pictures of every screen, taken in the system's Chromium from a real database.

  node scripts/screenshots.ts --db FILE --out DIR [--study NAME] [--screens start,data,...]
                              [--themes light,dark] [--sizes 1440x900,1200x760]

The README's pictures: --db FILE --out docs/screens --sizes 1440x900`

const { values } = parseArgs({
  options: {
    db: { type: 'string' },
    out: { type: 'string' },
    study: { type: 'string' },
    screens: { type: 'string', default: 'start,data,design,runs,run,compare,explain,settings' },
    themes: { type: 'string', default: 'light,dark' },
    sizes: { type: 'string', default: '1440x900' },
    help: { type: 'boolean', default: false },
  },
})

/** Statistics are calculated beside the engine, and drawn when they come. */
const computingText = 'Computing intervals'

/** Time for fonts, charts and pictures to be drawn after the last answer of the engine. */
const settleMs = 1500

/** The study by name, or the first of the list; without any, the screens show what they say then. */
async function openStudy(page: Page, name: string | undefined): Promise<void> {
  await page.getByRole('button', { name: 'Study', exact: true }).click()
  const rows = page.locator('.bb-menu .row > button')
  await rows.first().or(page.getByText('There is no study yet')).waitFor()
  const wanted = name === undefined ? rows : rows.filter({ hasText: name })
  if (name === undefined && (await rows.count()) === 0) await page.keyboard.press('Escape')
  else await wanted.first().click()
}

/** By the computer's preference, which a database with its own theme does not follow: there by the button. */
async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await page.waitForTimeout(settleMs)
  const themed = page.locator(`html[data-theme=${theme}]`)
  if ((await themed.count()) === 0) await page.getByRole('button', { name: `Use the ${theme} theme` }).click()
  await themed.waitFor({ state: 'attached' })
}

/** Every screen has an address; that of a run is the one that Runs shows first. */
async function goTo(page: Page, address: string, screen: string): Promise<void> {
  await page.goto(`${address}#/${screen === 'run' ? 'runs' : screen}`)
  if (screen !== 'run') return
  const open = page.getByRole('button', { name: 'Open', exact: true })
  await open
    .or(page.getByText(/^No (runs yet|study is open)$/))
    .first()
    .waitFor()
  if ((await open.count()) > 0) await open.click()
}

async function takePictures(databasePath: string, folder: string): Promise<string[]> {
  mkdirSync(folder, { recursive: true })
  const serve = await startServe(path.resolve(databasePath))
  const browser = await launchChromium()
  try {
    const { page, faults } = await openWatched(browser, serve.address)
    const address = new URL('/', page.url()).href
    await page.getByRole('navigation', { name: 'Screens' }).waitFor()
    if ((await page.getByText('No study open').count()) > 0 || values.study !== undefined)
      await openStudy(page, values.study)
    for (const size of values.sizes.split(',')) {
      const [width = 1440, height = 900] = size.split('x').map(Number)
      await page.setViewportSize({ width, height })
      for (const theme of ['light', 'dark'] as const) {
        if (!values.themes.split(',').includes(theme)) continue
        await setTheme(page, theme)
        for (const screen of values.screens.split(',')) {
          await goTo(page, address, screen)
          await page.mouse.move(1, height / 2)
          await page.waitForTimeout(settleMs)
          await page.waitForFunction((text) => !document.body.innerText.includes(text), computingText)
          const suffix = [values.sizes.includes(',') ? `-${size}` : '', theme === 'dark' ? '-dark' : ''].join('')
          await page.screenshot({ path: path.join(folder, `${screen}${suffix}.png`) })
        }
      }
    }
    return faults
  } finally {
    await browser.close()
    await serve.stop()
  }
}

if (values.help || values.db === undefined || values.out === undefined) {
  console.log(usage)
  process.exitCode = values.help ? 0 : 2
} else {
  const faults = await takePictures(values.db, values.out)
  for (const fault of faults) console.error(fault)
  console.log(`Pictures are in ${values.out}.`)
  process.exitCode = faults.length > 0 ? 1 : 0
}
