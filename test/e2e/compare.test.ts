import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Download, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openWatched, type WatchedPage } from '../support/chromium.ts'
import { endEngine } from '../support/endEngine.ts'
import { startServe, type ServeProcess } from '../support/serveProcess.ts'

/** Compare on the reference study: 11 variants with two to five seeds each, and no patients known. */
describe('comparing the reference study in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'beatbench-compare-'))
  const database = join(folder, 'reference.db')
  let serve: ServeProcess
  let browser: Browser
  let watched: WatchedPage
  let page: Page

  beforeAll(async () => {
    copyFileSync(new URL('../../experiments.db', import.meta.url), database)
    serve = await startServe(database)
    browser = await launchChromium()
    watched = await openWatched(browser, serve.address)
    page = watched.page
    await page.getByRole('button', { name: 'Study', exact: true }).click()
    await page.getByRole('button', { name: /^Published study/ }).click()
    await page.getByRole('link', { name: 'Compare' }).click()
  })

  afterAll(async () => {
    await browser?.close()
    await serve?.stop()
    await endEngine(database)
    rmSync(folder, { recursive: true, force: true })
  })

  const table = () => page.getByRole('table', { name: 'Variants compared' })
  const row = (name: string) => table().getByRole('row').filter({ hasText: name }).first()
  const textOf = async (locator: Locator) => ((await locator.textContent()) ?? '').replace(/\s+/g, ' ').trim()
  const focusedText = () => page.evaluate(() => document.activeElement?.textContent?.replace(/\s+/g, ' ') ?? '')

  it('shows the table at once, and what tests say of it when they have been made', async () => {
    await row('Model 11').waitFor()
    await row('Model 11').getByText('n = 5 too small').waitFor()
    await row('Model 9').getByText('n = 2 too small').waitFor()
    expect(await textOf(row('Model 1'))).toContain('reference')
    await page.getByText('No intervals over patients: the data names none').waitFor()
    expect(await page.getByRole('button', { name: 'Patients', exact: true }).isDisabled()).toBe(true)
  })

  it('tells what moves the score, and the pairs of variants behind it', async () => {
    const effects = page.getByRole('table', { name: 'Effect of each factor' })
    await effects.getByRole('button', { name: 'depth' }).click()
    await effects.getByText('Model 1 → Model 11').waitFor()
    expect(await textOf(effects)).toMatch(/depth ?1 → .*raises/)
  })

  it('marks by another test', async () => {
    await page.getByRole('button', { name: 'Statistics', exact: true }).click()
    await page.getByRole('radio', { name: /^McNemar/ }).check()
    await page.keyboard.press('Escape')
    await row('Model 11').getByText('more right').waitFor()
    await page.getByRole('button', { name: 'Statistics', exact: true }).click()
    await page.getByRole('radio', { name: /^Permutation/ }).check()
    await page.keyboard.press('Escape')
    await row('Model 11').getByText('n = 5 too small').waitFor()
  })

  it('goes through rows by key, lists runs and shows all that is known of a variant', async () => {
    await row('Model 1').focus()
    await page.keyboard.press('ArrowDown')
    expect(await focusedText()).toContain('Model 9')
    await page.keyboard.press('Space')
    await table().getByText('seed 2', { exact: true }).waitFor()
    await page.keyboard.press('ArrowDown')
    expect(await focusedText()).toContain('seed 1')
    await page.keyboard.press('k')
    await page.keyboard.press('Space')
    await page.keyboard.press('Enter')
    const details = page.getByRole('complementary', { name: 'Details of Model 9' })
    await details.getByText('Cohen’s kappa').waitFor()
    expect(await textOf(details)).toMatch(/2 pairs are too few.*McNemar’s test.*Beats on which they disagree of 21,892/)
    await page.keyboard.press('Escape')
    await details.waitFor({ state: 'detached' })
  })

  it('shows only what differs between two variants', async () => {
    await page.getByLabel('Select Model 1', { exact: true }).check()
    await page.getByLabel('Select Model 3', { exact: true }).check()
    await page.getByRole('button', { name: 'What differs' }).click()
    const differences = page.getByRole('complementary', { name: 'What differs' })
    expect(await textOf(differences)).toMatch(/Design ?kernel size ?3 ?11 ?Recipe: the same/)
  })

  it('draws the curves of the selected runs, with a table behind them', async () => {
    await page.getByRole('toolbar', { name: 'Selected variants' }).getByRole('button', { name: 'ROC' }).click()
    const roc = page.getByRole('region', { name: 'ROC', exact: true })
    await roc.getByRole('img', { name: 'ROC, S of Model 1, Model 3' }).waitFor()
    await page.getByRole('button', { name: 'Class V' }).click()
    await roc.getByRole('img', { name: 'ROC, V of Model 1, Model 3' }).waitFor()
    await roc.getByRole('button', { name: 'Show as a table' }).click()
    expect(await roc.getByRole('row').count()).toBe(3)
    await page.getByRole('button', { name: 'Clear the selection' }).click()
    await page.keyboard.press('Escape')
  })

  it('groups rows by a factor, and shows classes as a heat map', async () => {
    await page.getByRole('button', { name: /^Group/ }).click()
    await page
      .getByRole('option', { name: 'kernel size' })
      .or(page.getByRole('listitem', { name: 'kernel size' }))
      .click()
    const group = table().getByRole('row').filter({ hasText: 'kernel size 11' }).first()
    await group.waitFor()
    await page.getByRole('button', { name: 'Classes', exact: true }).click()
    await page.getByRole('button', { name: 'Δ to baseline', exact: true }).click()
    const heatMap = page.getByRole('region', { name: /^F1 by class/ })
    expect(await textOf(heatMap.getByRole('row').filter({ hasText: 'baseline' }))).toMatch(/0\.000.*0\.000/)
  })

  it('saves pictures with what they are of', async () => {
    const svg = await save(async () => {
      await page.getByRole('button', { name: /^Save the figure: F1 by class/ }).click()
      await page.getByText('vector, for the paper').click()
    })
    expect(svg).toContain('Model 11')
    expect(svg).toMatch(/patients overlap.*not for diagnosis/s)
    const scores = await save(async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      await page.getByText('picture of the scores with intervals').click()
    })
    expect(scores).toContain('n = 5 too small')
    const html = await save(async () => {
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      await page.getByText('stand-alone report').click()
    })
    expect(html).toMatch(/^<!doctype html>/i)
  })

  it('makes another variant the baseline', async () => {
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await row('Model 11').click()
    await page.getByRole('button', { name: 'Make baseline' }).click()
    await row('Model 11').getByText('reference').waitFor()
    await row('Model 1')
      .getByText(/too small/)
      .waitFor()
    await page.keyboard.press('Escape')
    await row('Model 11').getByText('baseline').waitFor()
  })

  it('has done nothing wrong on the page', () => {
    expect(watched.faults).toEqual([])
  })

  /** What the page offers to save, read back from the file it became. */
  async function save(act: () => Promise<void>): Promise<string> {
    const [download] = await Promise.all([page.waitForEvent('download') as Promise<Download>, act()])
    const path = join(folder, download.suggestedFilename())
    await download.saveAs(path)
    return readFileSync(path, 'utf8')
  }
})
