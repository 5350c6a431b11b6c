import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openWatched, type WatchedPage } from '../support/chromium.ts'
import { endEngine } from '../support/endEngine.ts'
import { startServe, type ServeProcess } from '../support/serveProcess.ts'
import { writeRecord } from '../support/writeRecord.ts'

const rateHz = 250
const names = ['p1', 'p2', 'p3', 'p4', 'p5a', 'p5b']

/** A minute of a made-up rhythm: a spike of a height of its own for each class at each annotation. */
function writeMadeUpRecord(folder: string, name: string): void {
  const adc = new Int16Array(60 * rateHz)
  const symbols = [...'NNANVNF']
  const annotations = Array.from({ length: 56 }, (_, beat) => {
    const sample = 200 + beat * 260
    const symbol = symbols[beat % symbols.length]!
    const height = { N: 200, A: 160, V: -240, F: 120 }[symbol] ?? 0
    for (let at = -6; at <= 6; at++) adc[sample + at] = Math.round(height * (1 - Math.abs(at) / 7))
    return { sample, symbol }
  })
  writeRecord(folder, { name, rateHz, signals: [{ adc }], annotations, comments: ['<age>: 61 <sex>: F'] })
}

/** Original recordings as a user brings them: a folder sent by a browser, a split of its own, a study on it. */
describe('recordings in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'beatbench-e2e-'))
  const recordings = join(folder, 'clinic')
  const database = join(folder, 'lab.db')
  let serve: ServeProcess
  let browser: Browser
  let watched: WatchedPage
  let page: Page

  beforeAll(async () => {
    mkdirSync(join(recordings, 'notes'), { recursive: true })
    for (const name of names) writeMadeUpRecord(recordings, name)
    serve = await startServe(database)
    browser = await launchChromium()
    watched = await openWatched(browser, serve.address)
    page = watched.page
  })

  afterAll(async () => {
    await browser?.close()
    await serve?.stop()
    await endEngine(database)
    rmSync(folder, { recursive: true, force: true })
  })

  const importing = () => page.getByRole('dialog', { name: 'Import data' })
  const designing = () => page.getByRole('dialog', { name: 'New split' })

  it('are sent as a folder, and told with their rate, persons and beats', async () => {
    await page.getByText('Built-in sample', { exact: true }).waitFor()
    await page.keyboard.press('Control+i')
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      importing().getByRole('button', { name: 'Choose folder…' }).click(),
    ])
    await chooser.setFiles(recordings)
    await importing().getByText('6 readable records').waitFor()
    await importing().getByText('At most 336 beats').waitFor()
    expect(await importing().getByRole('row').filter({ hasText: 'p5a' }).textContent()).toMatch(/F 61.*250.*MLII/s)
    // The published rule is one for 360 Hz: the window is chosen by itself, and the other refused with its reason.
    expect(
      await importing()
        .getByRole('radio', { name: /^Window/ })
        .isChecked(),
    ).toBe(true)
    await importing()
      .getByRole('radio', { name: /^Published/ })
      .check()
    await importing()
      .getByRole('status')
      .getByText(/published rule is one for 360/)
      .waitFor()
    expect(await importing().getByRole('button', { name: 'Import', exact: true }).isDisabled()).toBe(true)
  })

  it('are cut by a window whose samples are counted while it is typed', async () => {
    await importing()
      .getByRole('radio', { name: /^Window/ })
      .check()
    await importing().getByLabel('Milliseconds before R').fill('200')
    await importing().getByLabel('Milliseconds behind R').fill('400')
    await importing().getByText('24 + 48 = 72 samples a beat').waitFor()
    await importing().getByLabel('Milliseconds behind R').fill('')
    await importing().getByRole('alert').getByText('Behind R: it is empty or no number.').waitFor()
    await importing().getByLabel('Milliseconds behind R').fill('440')
    await importing().getByText('24 + 53 = 77 samples a beat').waitFor()
    await importing().getByLabel('F Fusion of ventricular and normal beat: left out').check()
    await importing().getByText('left out 48').waitFor()
    await importing().getByRole('button', { name: 'Back to EC57' }).click()
  })

  it('become a data set with the persons that were named', async () => {
    await importing().getByRole('button', { name: 'Name persons' }).click()
    for (const record of ['p5a', 'p5b']) await importing().getByLabel(`Person of record ${record}`).fill('p5')
    await importing().getByLabel('Name of the data set').fill('Clinic pilot')
    await importing().getByRole('button', { name: 'Import', exact: true }).click()
    await importing().waitFor({ state: 'hidden', timeout: 60_000 })
    await page.getByRole('heading', { name: 'Data', exact: true }).waitFor()
    await page.getByText('5 (6 records)').waitFor()
    await page.getByText('No split yet').waitFor()
  })

  it('are no ground for a study yet, which says where a split is made', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Design' }).click()
    await page.getByRole('button', { name: 'Study', exact: true }).click()
    await page.getByRole('button', { name: 'New study…' }).click()
    const dialog = page.getByRole('dialog', { name: 'New study' })
    await dialog.getByLabel('Name', { exact: true }).fill('Too early')
    await dialog.getByLabel('Data set').press('ArrowDown')
    await page.getByRole('option', { name: 'Clinic pilot' }).click()
    expect(await dialog.getByRole('button', { name: 'Create study' }).isDisabled()).toBe(true)
    await dialog.getByRole('link', { name: 'on the Data screen' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('No split yet').waitFor()
  })

  it('are parted by hand with the keyboard, and the badge follows', async () => {
    await page.getByRole('button', { name: 'New split…' }).first().click()
    await designing()
      .getByRole('radio', { name: /^k-fold/ })
      .waitFor()
    await designing().getByText('None of 5 patients is in test and in training or validation in any fold.').waitFor()
    await designing()
      .getByRole('radio', { name: /^Custom/ })
      .check()
    const lane = designing().getByRole('listbox', { name: /^Left out/ })
    await lane.getByRole('option').first().focus()
    // The first two to training, the next to validation, the one after it to the test; what is left moves up.
    for (const key of ['Space', 'ArrowRight', 'Space', '1', '2', '3']) await page.keyboard.press(key)
    await designing().getByRole('listbox', { name: 'Test: 1 record' }).waitFor()
    const left = await lane.getByRole('option').allTextContents()
    expect(left.map((text) => text.trim())).toEqual(['p5a', 'p5b'])
    await designing().getByText('patients separate').waitFor()
    await page.keyboard.press('1')
    await page.keyboard.press('3')
    await designing().getByText('1 patient shared').waitFor()
    await designing().getByText('p5a (train) and p5b (test) are one person.').waitFor()
    await designing().getByRole('button', { name: 'Move p5b to train' }).click()
    await designing().getByText('patients separate').waitFor()
    await designing().getByText('Class Q has no beats in the train part.').waitFor()
    await designing().getByLabel('Name', { exact: true }).fill('By hand')
    await designing().getByRole('button', { name: 'Make split' }).click()
    await designing().waitFor({ state: 'hidden' })
    const split = page.getByRole('radio', { name: /^By hand/ })
    expect(await split.textContent()).toMatch(/224 \+ 56 \+ 56 beats.*patients separate/s)
  })

  it('carry a study on that split', async () => {
    await page.getByRole('button', { name: 'Study', exact: true }).click()
    await page.getByRole('button', { name: 'New study…' }).click()
    const dialog = page.getByRole('dialog', { name: 'New study' })
    await dialog.getByLabel('Name', { exact: true }).fill('On the pilot')
    const split = dialog.getByRole('radio', { name: 'By hand' })
    expect(await split.isChecked()).toBe(true)
    await dialog.getByText('patients separate').waitFor()
    await dialog.getByText('Class Q has no beats in the train part.').waitFor()
    await dialog.getByRole('button', { name: 'Create study' }).click()
    await page.waitForURL(/#\/design/)
    await page.getByText('By hand: patients separate').first().waitFor()
  })

  it('keep a split that a study uses', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Data' }).click()
    await page.getByRole('button', { name: 'New split…' }).first().click()
    await designing().getByLabel('Folds', { exact: true }).fill('3')
    await designing().getByRole('button', { name: 'Make split' }).click()
    await designing().waitFor({ state: 'hidden' })
    const asked = page.getByRole('alertdialog', { name: 'Delete split' })
    await page.getByRole('radio', { name: /^By hand/ }).click()
    await page.getByRole('button', { name: 'Delete…' }).click()
    await asked.getByText('A study uses it: “On the pilot”.').waitFor()
    expect(await asked.getByRole('button', { name: 'Delete', exact: true }).isDisabled()).toBe(true)
    await asked.getByRole('button', { name: 'Keep' }).click()
    await page.getByRole('radio', { name: /^3-fold/ }).click()
    await page.getByRole('button', { name: 'Delete…' }).click()
    await asked.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('radio', { name: /^3-fold/ }).waitFor({ state: 'detached' })
  })

  it('are left without a console error or a request to anything but its own server', () => {
    expect(watched.faults).toEqual([])
  })
})
